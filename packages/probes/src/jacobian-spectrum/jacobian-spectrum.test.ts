import { describe, expect, it } from 'vitest';
import { accumulate } from '../accumulate.fixture.ts';
import type { NetworkFeatures } from '../features.ts';
import { normalStream } from '../normal-stream.fixture.ts';
import { drawFeatures } from '../reference-sampler.fixture.ts';
import { jacobianSpectrum } from './index.ts';

const SHAPE = { widths: [3, 5, 2], depth: 3, inputs: 1 };
const NETWORK = { width: 3, depth: 3, phi: Math.tanh, sigmaW2: 1, sigmaB2: 0, overlaps: [[1]], pitScale: 1 };
const base = drawFeatures(NETWORK, jacobianSpectrum.features(SHAPE, {}), normalStream(3));
const featuresOf = (...values: number[]): NetworkFeatures => ({
  ...base,
  singularValues: Float64Array.from(values),
});
const estimatesOf = (...networks: NetworkFeatures[]) =>
  jacobianSpectrum.estimate(accumulate(jacobianSpectrum, SHAPE, networks), SHAPE, {}).estimates;

describe('jacobian-spectrum', () => {
  it('asks for all singular values of an N_L × N_1 matrix', () => {
    expect(jacobianSpectrum.features(SHAPE, {}).singularValues).toBe(2);
  });

  it('takes the mean and relative variance of squared values, and the extremes', () => {
    const values = estimatesOf(featuresOf(2, 0), featuresOf(1, 1)).map(({ value }) => value);
    // Mean squares 2 and 1; relative variances 8/4 − 1 and 0.
    expect(values).toEqual([1.5, 0.5, 1.5, 0.5]);
  });

  it('of an isometry have no variance', () => {
    const [, relativeVariance] = estimatesOf(featuresOf(1, 1), featuresOf(3, 3));
    expect(relativeVariance?.value).toBeCloseTo(0, 15);
  });

  it('has no relative variance if a Jacobian vanished', () => {
    const [mean, relativeVariance] = estimatesOf(featuresOf(0, 0), featuresOf(1, 1));
    expect(mean?.value).toBe(0.5);
    expect(relativeVariance?.value).toBeUndefined();
  });
});
