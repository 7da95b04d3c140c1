import { relativeEntropyGaussian } from '@widthwise/stats';
import { describe, expect, it } from 'vitest';
import { accumulate, defaultsOf, estimateAt, shapeOf } from '../accumulate.fixture.ts';
import type { NetworkFeatures } from '../features.ts';
import { normalStream } from '../normal-stream.fixture.ts';
import { drawFeatures, type ReferenceNetwork } from '../reference-sampler.fixture.ts';
import { relativeEntropy } from './index.ts';

const NETWORK: ReferenceNetwork = {
  width: 40,
  depth: 4,
  phi: Math.tanh,
  sigmaW2: 2,
  sigmaB2: 0.05,
  overlaps: [
    [1, 0.5],
    [0.5, 1],
  ],
  pitScale: 1,
};
const OPTIONS = defaultsOf(relativeEntropy);

function drawn(network: ReferenceNetwork, seed: number): NetworkFeatures {
  return drawFeatures(network, relativeEntropy.features(shapeOf(network), OPTIONS), normalStream(seed));
}

function estimatesOf(network: ReferenceNetwork, features: readonly NetworkFeatures[]) {
  const shape = shapeOf(network);
  return relativeEntropy.estimate(accumulate(relativeEntropy, shape, features), shape, OPTIONS).estimates;
}

describe('relative-entropy', () => {
  const features = drawn(NETWORK, 11);
  const estimates = estimatesOf(NETWORK, [features]);
  const value = (quantity: string, layer: number) =>
    estimateAt(estimates, quantity, layer).value ?? Number.NaN;
  const moments = (layer: number) => {
    const at = 4 * 2 * (layer - 1);
    const mean = features.powerSums[at]!;
    return { mean, variance: features.powerSums[at + 1]! - mean * mean };
  };

  it('is zero at the reference layer in every quantity', () => {
    for (const { name } of relativeEntropy.quantities) expect(value(name, 1)).toBe(0);
  });

  it('equals the published form and splits into gap and mismatch', () => {
    for (const layer of [2, 3, 4]) {
      const reference = moments(1);
      const law = moments(layer);
      let squares = 0;
      for (let s = 0; s < 4; s++) {
        const [sum = 0, square = 0] = features.pushforward.subarray(2 * (4 * (layer - 1) + s));
        squares += (square - 2 * law.mean * sum + 40 * law.mean ** 2) / 4;
      }
      const published =
        -20 * Math.log(2 * Math.PI * Math.E * reference.variance) +
        20 * Math.log(2 * Math.PI * law.variance) +
        squares / (2 * law.variance);
      expect(value('relative-entropy', layer)).toBeCloseTo(published, 10);
      expect(value('entropy-gap', layer) + value('entropy-mismatch', layer)).toBeCloseTo(published, 10);
      expect(value('entropy-gap', layer)).toBeCloseTo(20 * Math.log(law.variance / reference.variance), 10);
    }
  });

  it('has isotropic divergences that are positive and of the stated direction', () => {
    const reference = moments(1);
    const law = moments(3);
    const ratio = reference.variance / law.variance;
    const shift = (law.mean - reference.mean) ** 2;
    const forward = 20 * (ratio - 1 - Math.log(ratio) + shift / law.variance);
    const reverse = 20 * (1 / ratio - 1 + Math.log(ratio) + shift / reference.variance);
    expect(value('kl-isotropic-forward', 3)).toBeCloseTo(forward, 10);
    expect(value('kl-isotropic-reverse', 3)).toBeCloseTo(reverse, 10);
  });

  it('has kernel divergences equal to those of the two conditional Gaussians', () => {
    const kernel = (layer: number) => features.kernel.slice(4 * (layer - 1), 4 * layer);
    expect(value('kl-kernel-forward', 4)).toBeCloseTo(relativeEntropyGaussian(kernel(1), kernel(4)), 9);
    expect(value('kl-kernel-reverse', 4)).toBeCloseTo(relativeEntropyGaussian(kernel(4), kernel(1)), 9);
  });

  it('stays finite for identical inputs, whose kernel is singular', () => {
    const same = {
      ...NETWORK,
      overlaps: [
        [1, 1],
        [1, 1],
      ],
    };
    const twins = estimatesOf(same, [drawn(same, 3)]);
    expect(Number.isFinite(estimateAt(twins, 'kl-kernel-forward', 4).value)).toBe(true);
  });

  it('is undefined from the layer on where one network is dead, and only there', () => {
    const dead = structuredClone(features);
    for (const array of [dead.powerSums, dead.kernel]) array.fill(0, array.length / 2);
    const mixed = estimatesOf(NETWORK, [features, dead, drawn(NETWORK, 12)]);
    for (const { quantity, layer, value: found } of mixed) {
      expect(found === undefined, `${quantity} at layer ${layer}`).toBe((layer ?? 0) > 2);
    }
  });

  it('is undefined beyond the reference layer for one neuron, which has no variance', () => {
    const single = { ...NETWORK, width: 1 };
    const found = estimatesOf(single, [drawn(single, 5)]);
    expect(estimateAt(found, 'relative-entropy', 2).value).toBeUndefined();
    expect(estimateAt(found, 'kl-kernel-forward', 2).value).toBeDefined();
  });

  it('pushes forward as many columns as its option says and refuses a missing one', () => {
    expect(relativeEntropy.features(shapeOf(NETWORK), { samples: 7 }).pushforwardSamples).toBe(7);
    expect(() => relativeEntropy.features(shapeOf(NETWORK), {})).toThrow(/option samples is missing/);
  });
});
