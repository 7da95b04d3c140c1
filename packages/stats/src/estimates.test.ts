import { describe, expect, it } from 'vitest';
import { deltaMethod, meanOf, ratioOfMeans, varianceOf } from './estimates.ts';
import { kStatistics } from './k-statistics.ts';
import { A, B, centralSums, lehmerNormals } from './test-support/fixtures.ts';

describe('meanOf and varianceOf', () => {
  it('equal mean, s²/n and s² of a sample', () => {
    const sums = centralSums(A);
    expect(meanOf(sums).value).toBeCloseTo(0.1565, 14);
    expect(meanOf(sums).standardError).toBeCloseTo(Math.sqrt(23.954055 / 19 / 20), 13);
    expect(varianceOf(sums).value).toBeCloseTo(23.954055 / 19, 13);
  });

  it('are undefined where there are too few networks', () => {
    const sums = (n: number) => centralSums(A.subarray(0, n));
    expect(meanOf(sums(0))).toEqual({ value: undefined, standardError: undefined });
    expect(meanOf(sums(1)).standardError).toBeUndefined();
    expect(varianceOf(sums(1)).value).toBeUndefined();
    expect(varianceOf(sums(3)).standardError).toBeUndefined();
    expect(varianceOf(sums(4)).standardError).toBeGreaterThan(0);
  });

  // 2,000 samples of 200, seed 99: the share's standard error is 0.49 %, so 93 to 97 % is 4 of them; false alarm 6e-5.
  it('the 95 % interval of the variance covers the truth in 95 % of normal samples', () => {
    const [samples, size] = [2_000, 200];
    const values = lehmerNormals(samples * size, 99);
    let covered = 0;
    for (let s = 0; s < samples; s++) {
      const { value, standardError } = varianceOf(centralSums(values.subarray(s * size, (s + 1) * size)));
      if (Math.abs((value ?? 0) - 1) < 1.96 * (standardError ?? 0)) covered++;
    }
    expect(covered / samples).toBeGreaterThan(0.93);
    expect(covered / samples).toBeLessThan(0.97);
  });
});

describe('deltaMethod', () => {
  it('is √(gᵀ Σ g / n)', () => {
    expect(deltaMethod([1, -2], Float64Array.of(3, 1, 1, 2), 7)).toBeCloseTo(Math.sqrt(7 / 7), 15);
    expect(() => deltaMethod([1], new Float64Array(4), 3)).toThrow(RangeError);
  });

  it('of a ratio of proportional observables is zero, and of independent ones adds relative variances', () => {
    const mean = Float64Array.of(6, 3);
    const proportional = { networks: 10, mean, covariance: Float64Array.of(4, 2, 2, 1) };
    expect(ratioOfMeans(proportional)).toEqual({ value: 2, standardError: 0 });
    const independent = { networks: 10, mean, covariance: Float64Array.of(0.36, 0, 0, 0.09) };
    expect(ratioOfMeans(independent).standardError).toBeCloseTo(2 * Math.sqrt(0.02 / 10), 14);
  });

  it('has no ratio without networks or with a vanishing denominator', () => {
    const none = { networks: 0, mean: new Float64Array(2), covariance: undefined };
    expect(ratioOfMeans(none).value).toBeUndefined();
    expect(() => ratioOfMeans({ ...none, mean: new Float64Array(3) })).toThrow(RangeError);
  });
});

describe('kStatistics', () => {
  it('reproduce the unbiased skewness and excess kurtosis of reference samples', () => {
    const cases: [Float64Array, number, number][] = [
      [A, 0.349078024992776, 0.278384234746127],
      [B, 0, -1.2],
      [lehmerNormals(1000, 12345), 0.0364572132289941, 0.0198247816793043],
    ];
    for (const [sample, skewness, excessKurtosis] of cases) {
      const { k2, k3, k4 } = kStatistics(centralSums(sample));
      const variance = k2.value ?? 0;
      expect(Math.abs((k3.value ?? 9) / variance ** 1.5 - skewness)).toBeLessThan(1e-10);
      expect(Math.abs((k4.value ?? 9) / variance ** 2 - excessKurtosis)).toBeLessThan(1e-10);
    }
  });

  it('average to the cumulants over all samples of a two-point law', () => {
    // All 2⁵ samples of five fair signs: κ₂ = 1, κ₃ = 0, κ₄ = −2.
    const totals = [0, 0, 0];
    for (let bits = 0; bits < 32; bits++) {
      const sample = Float64Array.from({ length: 5 }, (_, i) => ((bits >> i) & 1 ? 1 : -1));
      const k = kStatistics(centralSums(sample));
      for (const [i, estimate] of [k.k2, k.k3, k.k4].entries()) {
        totals[i] = (totals[i] ?? 0) + (estimate.value ?? 0) / 32;
      }
    }
    for (const [i, cumulant] of [1, 0, -2].entries()) expect(totals[i]).toBeCloseTo(cumulant, 13);
  });

  it('are undefined below their own order', () => {
    const k = kStatistics(centralSums(A.subarray(0, 3)));
    expect(k.k3.value).toBeDefined();
    expect(k.k3.standardError).toBeUndefined();
    expect(k.k4.value).toBeUndefined();
    expect(kStatistics(centralSums(A.subarray(0, 0))).k1.value).toBeUndefined();
  });
});
