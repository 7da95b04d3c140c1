import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { relativeError } from '../test-support/fixtures.ts';
import { relativeEntropyScalarGaussian } from './gaussian.ts';
import {
  bhattacharyyaDistance,
  type GaussianLaw,
  relativeEntropyCloseGaussians,
  relativeEntropyGaussianLaws,
  squaredWasserstein2,
} from './gaussian-laws.ts';

const P: GaussianLaw = {
  mean: Float64Array.of(0.1, -0.2, 0.3),
  covariance: Float64Array.of(1.2, 0.3, -0.1, 0.3, 0.9, 0.2, -0.1, 0.2, 1.5),
};
const Q: GaussianLaw = {
  mean: new Float64Array(3),
  covariance: Float64Array.of(1, 0.1, 0, 0.1, 1.1, 0.05, 0, 0.05, 1.3),
};
const scalar = (mean: number, variance: number): GaussianLaw => ({
  mean: Float64Array.of(mean),
  covariance: Float64Array.of(variance),
});

describe('relative entropies of Gaussians with means', () => {
  it('equal the reference values in both directions, by either formula', async ({ annotate }) => {
    const worst = largestError();
    for (const entropy of [relativeEntropyGaussianLaws, relativeEntropyCloseGaussians]) {
      expect(worst.of(relativeError(entropy(P, Q), 0.123674724203681))).toBeLessThan(1e-13);
      expect(worst.of(relativeError(entropy(Q, P), 0.152719207292745))).toBeLessThan(1e-13);
      expect(Math.abs(entropy(P, P))).toBeLessThan(1e-15);
    }
    await annotate(
      `relative entropy of Gaussians with means | 30-digit arithmetic | 3 dimensions, both directions, both formulas | ${worst} relative | Rasmussen & Williams 2006, A.5`,
      'accuracy',
    );
  });

  it('equal the scalar forms where variances nearly agree', () => {
    for (const r of [1e-3, 1e-6, 1e-9]) {
      const found = relativeEntropyCloseGaussians(scalar(0, 1 + r), scalar(0, 1));
      expect(relativeError(found, relativeEntropyScalarGaussian(1 + r, 1))).toBeLessThan(1e-13);
    }
  });

  it('refuse unlike shapes', () => {
    expect(() => relativeEntropyGaussianLaws(P, scalar(0, 1))).toThrow(RangeError);
    expect(() => relativeEntropyGaussianLaws(scalar(0, 0), scalar(0, 1))).toThrow(/Σ_p/);
  });
});

describe('bhattacharyyaDistance', () => {
  it('equals the reference value, is symmetric and zero of a law with itself', () => {
    expect(relativeError(bhattacharyyaDistance(P, Q), 0.0336632926332556)).toBeLessThan(1e-13);
    expect(relativeError(bhattacharyyaDistance(Q, P), 0.0336632926332556)).toBeLessThan(1e-13);
    expect(Math.abs(bhattacharyyaDistance(P, P))).toBeLessThan(1e-15);
  });
});

describe('squaredWasserstein2', () => {
  it('equals the reference value, is symmetric and zero of a law with itself', () => {
    expect(relativeError(squaredWasserstein2(P, Q), 0.20353879059555)).toBeLessThan(1e-13);
    expect(relativeError(squaredWasserstein2(Q, P), 0.20353879059555)).toBeLessThan(1e-13);
    expect(squaredWasserstein2(P, P)).toBeLessThan(1e-14);
  });

  it('is (μ − μ′)² + (σ − σ′)² in one dimension', () => {
    expect(squaredWasserstein2(scalar(1, 4), scalar(-1, 1))).toBeCloseTo(5, 14);
  });
});
