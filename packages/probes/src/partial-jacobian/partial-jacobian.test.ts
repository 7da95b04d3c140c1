import { describe, expect, it } from 'vitest';
import { accumulate, estimateAt } from '../accumulate.fixture.ts';
import type { NetworkFeatures } from '../features.ts';
import { normalStream } from '../normal-stream.fixture.ts';
import { drawFeatures } from '../reference-sampler.fixture.ts';
import { partialJacobian } from './index.ts';
import { tangentStarts } from './layout.ts';

const SHAPE = { widths: [8, 8, 8, 8], depth: 4, inputs: 1 };
const NETWORK = { width: 8, depth: 4, phi: Math.tanh, sigmaW2: 1, sigmaB2: 0, overlaps: [[1]], pitScale: 1 };
const OPTIONS = { directions: 1 };
const base = drawFeatures(NETWORK, partialJacobian.features(SHAPE, OPTIONS), normalStream(3));

/** Tangents from layers 1, 2 and 3 that grow by a factor a layer, and gains of that factor. */
function featuresOf(factor: number): NetworkFeatures {
  const tangentNorms = new Float64Array(4 * 3);
  for (const [index, start] of [1, 2, 3].entries())
    for (let layer = start; layer <= 4; layer++)
      tangentNorms[(layer - 1) * 3 + index] = 0.7 * factor ** (layer - start);
  return { ...base, tangentNorms, jacobianGains: new Float64Array(4).fill(factor) };
}

const estimatesOf = (factors: readonly number[]) => {
  const statistics = accumulate(partialJacobian, SHAPE, factors.map(featuresOf));
  return partialJacobian.estimate(statistics, SHAPE, OPTIONS).estimates;
};

describe('partial-jacobian', () => {
  it('starts tangents in the first, middle and last layer but one', () => {
    expect([1, 2, 3, 4, 9].map(tangentStarts)).toEqual([[], [1], [1, 2], [1, 2, 3], [1, 5, 8]]);
  });

  it('takes norms per neuron against those where the tangents start', () => {
    const estimates = estimatesOf([2, 3]);
    const from = (step: number) => estimates.filter((one) => one.quantity === 'apjn' && one.step === step);
    expect(from(1).map(({ value }) => value)).toEqual(
      [1, 2.5, 6.5, 17.5].map((value) => expect.closeTo(value, 12)),
    );
    expect(from(3).map(({ layer }) => layer)).toEqual([3, 4]);
    expect(from(1)[1]?.standardError).toBeCloseTo(0.5, 12);
    const log = estimates.find((one) => one.quantity === 'apjn-log' && one.layer === 3 && one.step === 1);
    expect(log?.value).toBeCloseTo(Math.log(6), 12);
  });

  it('takes the depth scale from the mean logarithm of gains, with its delta-method error', () => {
    const scale = estimatesOf([0.5, 0.25]).find(({ quantity }) => quantity === 'jacobian-depth-scale');
    const mean = 1.5 * Math.LN2;
    expect(scale?.value).toBeCloseTo(1 / mean, 12);
    expect(scale?.standardError).toBeCloseTo((0.5 * Math.LN2) / mean ** 2, 12);
    expect(estimateAt(estimatesOf([0.5, 0.25]), 'jacobian-gain', 4).value).toBeCloseTo(0.375, 14);
  });

  it('has no logarithm where a tangent vanished in even one network, and keeps the mean', () => {
    const estimates = estimatesOf([0, 1]);
    const at = (quantity: string) => estimates.find((one) => one.quantity === quantity && one.layer === 2);
    expect(at('apjn')?.value).toBe(0.5);
    expect(at('apjn-log')?.value).toBeUndefined();
    expect(estimates.find(({ quantity }) => quantity === 'jacobian-depth-scale')?.value).toBeUndefined();
  });
});
