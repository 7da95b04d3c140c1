import {
  BlockTree,
  type CentralSums,
  emptyObservation,
  type GroupView,
  groupAt,
  momentsAt,
  type StatisticsLayout,
} from '@widthwise/stats';
import { describe, expect, it } from 'vitest';
import { normalStream } from '../normal-stream.fixture.ts';
import {
  conditionalExcessKurtosis,
  kurtosisDifference,
  pooledExcessKurtosis,
  pooledSkewness,
} from './kurtosis.ts';

const LAYOUT: StatisticsLayout = { moments: 1, groups: [5], counts: 0, reservoir: undefined };

/** Sums over networks of a bias-free relu network with σ_w² = 2, at its last layer. */
function sweep(
  width: number,
  layers: number,
  networks: number,
  normal: () => number,
): { group: GroupView; kernel: CentralSums } {
  const tree = new BlockTree(LAYOUT);
  const observation = emptyObservation(LAYOUT);
  for (let network = 0; network < networks; network++) {
    let kernel = 2;
    let sums = [0, 0, 0];
    for (let layer = 1; layer <= layers; layer++) {
      const root = Math.sqrt(kernel);
      let next = 0;
      sums = [0, 0, 0];
      for (let i = 0; i < width; i++) {
        const z = root * normal();
        const square = z * z;
        sums[0]! += square / width;
        sums[1]! += (square * square) / width;
        sums[2]! += (square * z) / width;
        if (z > 0) next += (2 * square) / width;
      }
      if (layer < layers) kernel = next;
    }
    const excess = kernel / 2 - 1;
    observation.moments[0] = kernel / 2;
    observation.groups.set([sums[0]! / 2, sums[1]! / 4, sums[2]! / 2 ** 1.5, excess, excess * excess]);
    tree.addObservation(observation, 0);
  }
  const statistics = tree.finish();
  return { group: groupAt(LAYOUT, statistics, 0), kernel: momentsAt(LAYOUT, statistics, 0) };
}

describe('nominal 95 % intervals of the excess kurtosis', () => {
  // 2,000 replicas of 1,024 networks: a share's standard error at 95 % is 0.49 %, so that 93 to 97 % is 4 of them; false
  // alarm 6e-5 each. Truth: 15/N at layer 2, exact at every width. Negative control: 6/N, the law of linear networks.
  it('cover the exact relu law in 93 to 97 % of sweeps, for both estimators, difference and skewness', () => {
    const [width, replicas] = [32, 2000];
    const truth = 15 / width;
    const wrong = 6 / width;
    const normal = normalStream(32);
    const covered = { pooled: 0, conditional: 0, difference: 0, skewness: 0, wrong: 0 };
    const within = ({ value = 0, standardError = 0 }, target: number) =>
      Math.abs(value - target) < 1.959964 * standardError ? 1 / replicas : 0;
    for (let replica = 0; replica < replicas; replica++) {
      const { group, kernel } = sweep(width, 2, 1024, normal);
      covered.pooled += within(pooledExcessKurtosis(group), truth);
      covered.conditional += within(conditionalExcessKurtosis(kernel), truth);
      covered.difference += within(kurtosisDifference(group, kernel), 0);
      covered.skewness += within(pooledSkewness(group), 0);
      covered.wrong += within(conditionalExcessKurtosis(kernel), wrong);
    }
    expect(covered.wrong).toBeLessThan(0.9);
    for (const share of [covered.pooled, covered.conditional, covered.difference, covered.skewness]) {
      expect(share, JSON.stringify(covered)).toBeGreaterThan(0.93);
      expect(share, JSON.stringify(covered)).toBeLessThan(0.97);
    }
  });
});
