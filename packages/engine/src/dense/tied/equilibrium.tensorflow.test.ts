import type { EquilibriumTask, TiedFamily } from '@widthwise/experiments';
import type { EquilibriumFeatures } from '@widthwise/probes';
import { beforeAll, describe, expect, it } from 'vitest';
import { tiedTask } from '../../tied/case.fixture.ts';
import { equilibriumWithoutWeights } from '../../tied/equilibrium.ts';
import { summary } from '../../tied/law.fixture.ts';
import { loadTensorFlow } from '../load.ts';
import { Operations } from '../operations.ts';
import { equilibriumWithWeights } from './equilibrium.ts';
import { explicitWeights, type WeightSource } from './weights.ts';

const FAMILIES: readonly TiedFamily[] = ['iid', 'orthogonal', 'goe'];
const SIGMAS: Readonly<Record<TiedFamily, number>> = { iid: 0.6, orthogonal: 0.8, goe: 0.35 };
const NETWORKS = 1024;

const taskOf = (family: TiedFamily, first: number, sigmaW = SIGMAS[family]): EquilibriumTask =>
  tiedTask({
    family,
    width: 24,
    depth: 12,
    sigmaW,
    first,
    count: NETWORKS,
    inputs: { ensemble: 'pair', correlation: 0.4, squaredNorm: 1 },
  });

const numbersOf = ({ trajectory, gain, gram, activationSecondMoment }: EquilibriumFeatures): number[] => [
  ...trajectory,
  ...gain.map(Math.log),
  ...gram,
  ...activationSecondMoment,
];

type Sampler = (task: EquilibriumTask, visit: Parameters<typeof equilibriumWithoutWeights>[1]) => void;

/** Every number of every network, transposed: [numbers][networks]. */
function columnsOf(sampler: Sampler, task: EquilibriumTask): Float64Array[] {
  const rows: number[][] = [];
  sampler(task, (_network, outcome) => {
    if ('gain' in outcome) rows.push(numbersOf(outcome));
  });
  return (rows[0] ?? []).map((_, at) => Float64Array.from(rows, (row) => row[at] ?? Number.NaN));
}

/** Largest difference of means and of standard deviations, in standard errors of a normal law's. */
function largestScore(a: readonly Float64Array[], b: readonly Float64Array[]): number {
  const scores = a.flatMap((column, at) => {
    const [left, right] = [summary(column), summary(b[at] ?? new Float64Array(0))];
    return (left.mean - right.mean) / Math.hypot(left.standardError, right.standardError);
  });
  return Math.max(...scores.map(Math.abs));
}

describe('explicit tied weights', () => {
  let source: WeightSource;
  let withWeights: Sampler;
  beforeAll(async () => {
    const { binding } = await loadTensorFlow();
    source = { binding, operations: new Operations(binding) };
    withWeights = (task, visit) => equilibriumWithWeights(source, task, visit);
  });

  // 32 correlated means per family, |z| < 5: false alarm below 2e-5 each.
  it.each(FAMILIES)('agree in law with the sampler without weights: %s', (family) => {
    const dense = columnsOf(withWeights, taskOf(family, 0));
    const free = columnsOf(equilibriumWithoutWeights, taskOf(family, NETWORKS));
    expect(dense).toHaveLength(32);
    expect(largestScore(dense, free)).toBeLessThan(5);
    const wrong = columnsOf(equilibriumWithoutWeights, taskOf(family, NETWORKS, 1.1 * SIGMAS[family]));
    expect(largestScore(dense, wrong)).toBeGreaterThan(5);
  });

  it.each(FAMILIES)('untied ones agree likewise: %s', (family) => {
    const untied = (first: number): EquilibriumTask => ({ ...taskOf(family, first), isUntied: true });
    const dense = columnsOf(withWeights, untied(0));
    expect(largestScore(dense, columnsOf(equilibriumWithoutWeights, untied(NETWORKS)))).toBeLessThan(5);
    if (family === 'goe')
      expect(
        largestScore(dense, columnsOf(equilibriumWithoutWeights, taskOf(family, NETWORKS))),
      ).toBeGreaterThan(5);
  });

  it('are what their names say, to float32', () => {
    const width = 40;
    const of = (family: TiedFamily): Float32Array =>
      explicitWeights(source, tiedTask({ family, width, depth: 2, sigmaW: 1, count: 1 }), 3, 1);
    const symmetric = of('goe');
    const haar = of('orthogonal');
    for (let i = 0; i < width; i += 1)
      for (let j = 0; j < width; j += 1) {
        expect(symmetric[i * width + j]).toBe(symmetric[j * width + i]);
        let product = 0;
        for (let k = 0; k < width; k += 1) product += haar[i * width + k]! * haar[j * width + k]!;
        expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(2e-6);
      }
  });

  // E tr O = 0 and E (tr O)² = 1 for Haar matrices; without the sign of R the mean is far from it.
  it('orthogonal ones have the traces of Haar matrices', () => {
    const width = 10;
    const task = tiedTask({ family: 'orthogonal', width, depth: 2, sigmaW: 1, count: 1 });
    const traces = Float64Array.from({ length: 2000 }, (_, network) => {
      const weights = explicitWeights(source, task, network, 1);
      return Array.from({ length: width }, (_, i) => weights[i * (width + 1)]!).reduce(
        (sum, w) => sum + w,
        0,
      );
    });
    const { mean, standardError, deviation } = summary(traces);
    expect(Math.abs(mean) / standardError).toBeLessThan(4);
    expect(Math.abs(deviation ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / 2000));
  });

  it('settle in float32, give a network the same bits in every block, and leave no tensors', () => {
    const task = tiedTask({
      family: 'orthogonal',
      width: 64,
      depth: 200,
      sigmaW: 0.7,
      count: 4,
      activation: 'tanh',
    });
    const outcomes = (asked: EquilibriumTask): unknown[] => {
      const out: unknown[] = [];
      withWeights(asked, (_network, outcome) => out.push(structuredClone(outcome)));
      return out;
    };
    const before = source.binding.getNumOfTensors();
    const whole = outcomes(task);
    expect(outcomes({ ...task, first: 2, count: 2 })).toEqual(whole.slice(2));
    for (const one of whole) expect(one).toMatchObject({ converged: Uint8Array.of(1) });
    const explosive = tiedTask({ family: 'iid', width: 8, depth: 40, sigmaW: 1e9, count: 2 });
    expect(outcomes(explosive)).toEqual([{ nonFiniteLayer: 3 }, { nonFiniteLayer: 3 }]);
    expect(source.binding.getNumOfTensors()).toBe(before);
  });
});
