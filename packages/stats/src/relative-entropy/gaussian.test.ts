import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { cholesky, NotPositiveDefiniteError } from '../linalg/cholesky.ts';
import {
  relativeEntropyGaussian,
  relativeEntropyIsotropicGaussian,
  relativeEntropyScalarGaussian,
} from './gaussian.ts';

const S0 = Float64Array.of(1.2, 0.3, -0.1, 0.3, 0.9, 0.2, -0.1, 0.2, 1.5);
const S1 = Float64Array.of(1, 0.1, 0, 0.1, 1.1, 0.05, 0, 0.05, 1.3);

// ½ (r − ln(1 + r)) at r = p − 1: mpmath 1.4.1, 40 digits.
const SCALARS = [
  [0.5, 0.09657359027997266],
  [0.9, 0.002680257828913149],
  [0.98995, 2.5421089714749348e-5],
  [0.990001, 2.5162876500745828e-5],
  [0.9999, 2.500166679167116e-9],
  [1.0001, 2.499833345831783e-9],
  [1.0099999, 2.483407836890412e-5],
  [1.0104297851074464, 2.7007478529303196e-5],
  [1.1, 0.002344910097837574],
  [1.5, 0.04726744594591781],
] as const;

describe('cholesky', () => {
  it('reproduces the matrix as L Lᵀ', () => {
    const factor = cholesky(S0, 'S0');
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) {
        let sum = 0;
        for (let k = 0; k < 3; k++) sum += (factor[3 * i + k] ?? 0) * (factor[3 * j + k] ?? 0);
        expect(sum).toBeCloseTo(S0[3 * i + j] ?? 0, 15);
      }
    }
    expect([...cholesky(Float64Array.of(4, 2, 2, 5), 'Σ')]).toEqual([2, 0, 1, 2]);
  });

  it('names the matrix and the failing pivot of one that is not positive definite', () => {
    const fail = () => cholesky(Float64Array.of(1, 2, 2, 1), 'Σ_q');
    expect(fail).toThrow(NotPositiveDefiniteError);
    expect(fail).toThrow(/Σ_q must be positive definite, but pivot 1 is -3/);
    expect(() => cholesky(new Float64Array(3), 'Σ_q')).toThrow(RangeError);
  });
});

describe('relativeEntropyGaussian', () => {
  // mpmath 1.4.1 at 30 digits, from these decimal matrices.
  it('equals reference values in both directions', () => {
    expect(relativeEntropyGaussian(S0, S1)).toBeCloseTo(0.06150611338713853, 14);
    expect(relativeEntropyGaussian(S1, S0)).toBeCloseTo(0.07009208864867697, 14);
  });

  it('plus ½ Δᵀ Σ_q⁻¹ Δ equals the published values for means (0.1, −0.2, 0.3) and 0', () => {
    expect(relativeEntropyGaussian(S0, S1) + 0.06216861081654295).toBeCloseTo(0.123674724203681, 14);
    expect(relativeEntropyGaussian(S1, S0) + 0.0826271186440678).toBeCloseTo(0.152719207292745, 14);
  });

  it('is ln 2 − ½ for the unit covariance against twice it in two dimensions', () => {
    const [p, q] = [Float64Array.of(1, 0, 0, 1), Float64Array.of(2, 0, 0, 2)];
    expect(relativeEntropyGaussian(p, q)).toBeCloseTo(0.1931471805599453, 15);
  });

  it('is zero of a law with itself, to 1e-15', () => {
    expect(Math.abs(relativeEntropyGaussian(S0, S0))).toBeLessThan(1e-15);
  });

  it('refuses unlike shapes and names the singular matrix', () => {
    expect(() => relativeEntropyGaussian(S0, Float64Array.of(1))).toThrow(RangeError);
    expect(() => relativeEntropyGaussian(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 0, 0, 1))).toThrow(
      /Σ_p must be positive definite/,
    );
  });
});

describe('relativeEntropyScalarGaussian', () => {
  it('keeps its digits at nearly equal variances', () => {
    const cases: [number, number][] = [
      [1e-3, 2.49833458233e-7],
      [1e-6, 2.49999833333e-13],
      [1e-9, 2.49999999833e-19],
    ];
    // (1 + r) − 1 keeps only 16 + log10 r digits of r, so r is chosen exactly representable near each.
    for (const [r, reference] of cases) {
      const exact = 1 + r - 1;
      const rescaled = relativeEntropyScalarGaussian(1 + r, 1) * (r / exact) ** 2;
      expect(Math.abs(rescaled / reference - 1)).toBeLessThan(3e-12);
    }
  });

  it('joins its series and its closed form without a step, and matches 50-digit values', async ({
    annotate,
  }) => {
    const worst = largestError();
    for (const [p, reference] of SCALARS) {
      expect(worst.of(Math.abs(relativeEntropyScalarGaussian(p, 1) / reference - 1))).toBeLessThan(2e-14);
    }
    await annotate(
      `relative entropy of scalar Gaussians | mpmath, 40 digits | variance ratios 0.5 to 1.5, to 1 ± 1e-4 | ${worst} relative | Rasmussen & Williams 2006, A.5`,
      'accuracy',
    );
  });

  it('refuses variances that are not positive', () => {
    expect(() => relativeEntropyScalarGaussian(0, 1)).toThrow(RangeError);
    expect(() => relativeEntropyScalarGaussian(1, -1)).toThrow(RangeError);
  });
});

describe('relativeEntropyIsotropicGaussian', () => {
  it('equals the matrix form for multiples of the identity, and adds d Δ²/(2 v_q) for a shift', () => {
    const p = { mean: 0, variance: 0.7 };
    const q = { mean: 0, variance: 1.9 };
    const matrix = relativeEntropyGaussian(Float64Array.of(0.7, 0, 0, 0.7), Float64Array.of(1.9, 0, 0, 1.9));
    expect(relativeEntropyIsotropicGaussian(p, q, 2)).toBeCloseTo(matrix, 14);
    const shifted = relativeEntropyIsotropicGaussian({ mean: 0.3, variance: 0.7 }, q, 2);
    expect(shifted - matrix).toBeCloseTo(0.09 / 1.9, 14);
  });
});
