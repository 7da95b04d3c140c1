import {
  BlockTree,
  emptyObservation,
  emptyStatistics,
  leafStatistics,
  mergeStatistics,
  type Statistics,
} from '@widthwise/stats';
import { describe, expect, it } from 'vitest';
import type { EquilibriumFeatures } from '../features.ts';
import type { EstimateKey } from '../probe.ts';
import { equilibrium } from './index.ts';
import { LOG_GAIN_BINS, logGainBin } from './layout.ts';

const SHAPE = { widths: [8], depth: 3, inputs: 2 };
const LAYOUT = equilibrium.layout(SHAPE, {});

/** A network whose numbers all differ, and rise with `size`. */
function featuresOf(size: number, converged = 1): EquilibriumFeatures {
  return {
    width: 8,
    inputs: 2,
    trajectory: Float64Array.from({ length: 6 }, (_, i) => size * (i + 1)),
    gain: Float64Array.of(size, 2 * size),
    activationSecondMoment: Float64Array.of(0.1 * size, 0.2 * size),
    stability: Float64Array.of(0.01 * size, 0.02 * size),
    iterations: Float64Array.of(2, 3),
    residual: Float64Array.of(0, 0),
    converged: Uint8Array.of(converged, 1),
    gram: Float64Array.of(size, 0.5 * size, 0.5 * size, 2 * size),
  };
}

function accumulate(networks: readonly EquilibriumFeatures[], first = 0): Statistics {
  const tree = new BlockTree(LAYOUT, first);
  for (const [index, features] of networks.entries()) {
    const observation = emptyObservation(LAYOUT);
    equilibrium.observe(features, SHAPE, {}, observation);
    tree.add(leafStatistics(LAYOUT, observation, { network: first + index, hash: first + index }));
  }
  return tree.finish();
}

const NETWORKS = [1, 2, 3, 6].map((size) => featuresOf(size, size === 6 ? 0 : 1));
const RESULT = equilibrium.estimate(accumulate(NETWORKS), SHAPE, {});

const at = (quantity: string, key: Partial<EstimateKey>) =>
  RESULT.estimates.filter(
    (one) =>
      one.quantity === quantity &&
      one.inputA === key.inputA &&
      one.inputB === key.inputB &&
      one.step === key.step,
  );

describe('equilibrium', () => {
  it('estimates means and a variance over networks at the keys of inputs, iterations and pairs', () => {
    expect(at('equilibrium-gain', { inputA: 2 })).toMatchObject([{ value: 6, networks: 4 }]);
    expect(at('activation-second-moment', { inputA: 1 })[0]?.value).toBeCloseTo(0.3, 15);
    expect(at('equilibrium-stability', { inputA: 2 })[0]?.value).toBeCloseTo(0.06, 15);
    expect(at('iterations', { inputA: 2 })[0]?.value).toBe(3);
    expect(at('converged', { inputA: 1 })[0]?.value).toBe(0.75);
    expect(at('iteration-length', { inputA: 2, step: 2 })[0]?.value).toBe(12);
    expect(at('equilibrium-overlap', { inputA: 1, inputB: 2 })[0]?.value).toBe(1.5);
    const logs = [1, 2, 3, 6].map(Math.log);
    const mean = logs.reduce((sum, log) => sum + log, 0) / 4;
    const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / 3;
    expect(at('equilibrium-log-gain', { inputA: 1 })[0]?.value).toBeCloseTo(mean, 14);
    expect(at('equilibrium-log-gain', { inputA: 1 })[0]?.standardError).toBeCloseTo(
      Math.sqrt(variance / 4),
      14,
    );
    expect(at('equilibrium-log-gain-variance', { inputA: 1 })[0]?.value).toBeCloseTo(variance, 14);
  });

  it('counts every network in the bin of its log-gain, those beyond the range at the ends', () => {
    const [first] = RESULT.histograms;
    expect(first?.counts).toHaveLength(LOG_GAIN_BINS);
    expect(first?.counts.reduce((sum, count) => sum + count, 0)).toBe(4);
    for (const size of [1, 2, 3, 6]) expect(first?.counts[logGainBin(Math.log(size))]).toBe(1);
    expect([-9, -5, -4.995, 19.995, 20, 30].map(logGainBin)).toEqual([0, 1, 1, 2500, 2501, 2501]);
  });

  it('declares every quantity it returns, and returns every quantity it declares, once per key', () => {
    const returned = [...RESULT.estimates, ...RESULT.histograms];
    const declared = equilibrium.quantities.map(({ name }) => name);
    expect(new Set(returned.map(({ quantity }) => quantity))).toEqual(new Set(declared));
    const keys = returned.map((one) => [one.quantity, one.step, one.inputA, one.inputB].join('/'));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('merges two halves to the whole, to the bit, with the empty statistics as identity', () => {
    const whole = accumulate(NETWORKS);
    const halves = [accumulate(NETWORKS.slice(0, 2)), accumulate(NETWORKS.slice(2), 2)] as const;
    expect(mergeStatistics(LAYOUT, ...halves)).toEqual(whole);
    expect(mergeStatistics(LAYOUT, emptyStatistics(LAYOUT), whole)).toEqual(whole);
  });

  it('estimates nothing without networks and no standard error from one', () => {
    const none = equilibrium.estimate(emptyStatistics(LAYOUT), SHAPE, {}).estimates;
    for (const one of none)
      expect(one).toMatchObject({ value: undefined, standardError: undefined, networks: 0 });
    const single = equilibrium.estimate(accumulate(NETWORKS.slice(0, 1)), SHAPE, {}).estimates;
    for (const { standardError } of single) expect(standardError).toBeUndefined();
  });
});
