import { describe, expect, it } from 'vitest';
import { accumulate } from '../accumulate.fixture.ts';
import type { NetworkFeatures } from '../features.ts';
import { normalStream } from '../normal-stream.fixture.ts';
import { drawFeatures } from '../reference-sampler.fixture.ts';
import { ntk } from './index.ts';

const SHAPE = { widths: [8, 8], depth: 2, inputs: 3 };
const OPTIONS = { inputs: 2 };
const overlaps = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];
const NETWORK = { width: 8, depth: 2, phi: Math.tanh, sigmaW2: 1, sigmaB2: 0, overlaps, pitScale: 1 };
const base = drawFeatures(NETWORK, ntk.features(SHAPE, OPTIONS), normalStream(3));

/** Contributions [[1, 2], [2, 3]] of layer 1 and [[10, 20], [20, 30]] of layer 2, times a size. */
const featuresOf = (size: number): NetworkFeatures => ({
  ...base,
  ntk: Float64Array.of(1, 2, 2, 3, 10, 20, 20, 30).map((value) => size * value),
});
const { estimates } = ntk.estimate(accumulate(ntk, SHAPE, [1, 2, 3, 6].map(featuresOf)), SHAPE, OPTIONS);
const at = (quantity: string, inputA: number, inputB: number, layer = 2) =>
  estimates.find(
    (one) =>
      one.quantity === quantity && one.inputA === inputA && one.inputB === inputB && one.layer === layer,
  );

describe('ntk', () => {
  it('adds up contributions to the kernel of the last layer', () => {
    expect(at('ntk', 1, 1)?.value).toBe(33);
    expect(at('ntk', 1, 2)?.value).toBe(66);
    expect(at('ntk', 2, 2)?.value).toBe(99);
    expect(at('ntk-contribution', 1, 2, 1)?.value).toBe(6);
    expect(at('ntk-contribution', 2, 2)?.value).toBe(90);
    expect(at('ntk', 2, 1)).toBeUndefined();
  });

  it('takes the unbiased variance over networks', () => {
    // Sizes 1, 2, 3, 6 have variance 14/3.
    expect(at('ntk-variance', 1, 1)?.value).toBeCloseTo((14 / 3) * 121, 10);
    expect(at('ntk', 1, 1)?.standardError).toBeCloseTo(11 * Math.sqrt(14 / 12), 12);
  });

  it('refuses features of fewer inputs than it needs', () => {
    const short = { ...base, request: { ...base.request, ntkInputs: 1 } };
    expect(() => accumulate(ntk, SHAPE, [short])).toThrow(
      /needs the kernel of 2 inputs, the sampler made that of 1/,
    );
  });
});
