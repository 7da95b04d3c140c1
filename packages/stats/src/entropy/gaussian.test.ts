import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { lehmerNormals, relativeError } from '../test-support/fixtures.ts';
import { gaussianEntropy, gaussianEntropyBias, NORMAL_ENTROPY } from './gaussian.ts';

describe('gaussianEntropy', () => {
  it('equals the reference values', async ({ annotate }) => {
    const worst = largestError();
    const S0 = Float64Array.of(1.2, 0.3, -0.1, 0.3, 0.9, 0.2, -0.1, 0.2, 1.5);
    const S1 = Float64Array.of(1, 0.1, 0, 0.1, 1.1, 0.05, 0, 0.05, 1.3);
    expect(worst.of(relativeError(gaussianEntropy(S0), 4.43073359724978))).toBeLessThan(1e-14);
    expect(worst.of(relativeError(gaussianEntropy(S1), 4.43020365549376))).toBeLessThan(1e-14);
    expect(worst.of(relativeError(NORMAL_ENTROPY, 1.41893853320467))).toBeLessThan(3e-15);
    expect(gaussianEntropy(Float64Array.of(1))).toBe(NORMAL_ENTROPY);
    await annotate(
      `entropy of a Gaussian | independent double-precision program | 1 and 3 dimensions | ${worst} relative | Cover & Thomas 2006, 8.4.1`,
      'accuracy',
    );
  });
});

describe('gaussianEntropyBias', () => {
  it('equals the reference values', async ({ annotate }) => {
    const worst = largestError();
    expect(worst.of(relativeError(gaussianEntropyBias(20, 1), -0.026776961101773))).toBeLessThan(1e-12);
    expect(worst.of(relativeError(gaussianEntropyBias(100, 10), -0.288057695583994))).toBeLessThan(1e-12);
    expect(() => gaussianEntropyBias(3, 3)).toThrow(RangeError);
    await annotate(
      `bias of the entropy of a sample covariance | independent double-precision program | (n, d) = (20, 1), (100, 10) | ${worst} relative | Misra, Singh & Demchuk 2005`,
      'accuracy',
    );
  });

  // 20,000 samples of 10, seed 31415; four standard errors, false alarm 6e-5. Twice the bias must fail the same check.
  it('is the mean error of the entropy of a sample variance', () => {
    const [samples, size] = [20_000, 10];
    const values = lehmerNormals(samples * size, 31_415);
    let [mean, squares] = [0, 0];
    for (let s = 0; s < samples; s++) {
      const sample = values.subarray(s * size, (s + 1) * size);
      const centre = sample.reduce((sum, x) => sum + x, 0) / size;
      const variance = sample.reduce((sum, x) => sum + (x - centre) ** 2, 0) / (size - 1);
      const error = 0.5 * Math.log(variance);
      mean += error / samples;
      squares += (error * error) / samples;
    }
    const standardError = Math.sqrt((squares - mean * mean) / samples);
    const bias = gaussianEntropyBias(size, 1);
    expect(Math.abs(mean - bias)).toBeLessThan(4 * standardError);
    expect(Math.abs(mean - 2 * bias)).toBeGreaterThan(4 * standardError);
  });
});
