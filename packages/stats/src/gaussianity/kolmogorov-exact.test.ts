import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { A, B, D, lehmerNormals, relativeError } from '../test-support/fixtures.ts';
import { kolmogorovExactPValue } from './kolmogorov-exact.ts';
import { kolmogorovDistance, kolmogorovPValue } from './kolmogorov-smirnov.ts';

describe('kolmogorovExactPValue', () => {
  it('equals the reference p-values', async ({ annotate }) => {
    const worst = largestError();
    const cases: [Float64Array, number, number, number][] = [
      [A, 1, 0.991655998878173, 1e-10],
      [A, 1.2, 0.975677955703713, 1e-10],
      [B, Math.sqrt(1 / 12), 0.844576641385931, 1e-10],
      [D, 1, 0.397341639133916, 1e-10],
      // The same matrix power at 60 digits, mpmath 1.3.0.
      [lehmerNormals(1000, 12345), 1, 0.1494269674450572, 1e-9],
    ];
    for (const [sample, standardDeviation, pValue, tolerance] of cases) {
      const distance = kolmogorovDistance(sample, { mean: 0, standardDeviation });
      expect(worst.of(relativeError(kolmogorovExactPValue(distance, sample.length), pValue))).toBeLessThan(
        tolerance,
      );
    }
    await annotate(
      `Kolmogorov p-value, exact law | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${worst} relative | Marsaglia, Tsang & Wang 2003`,
      'accuracy',
    );
  });

  it('equals closed forms: 2(1 − d) for one draw, 1 − n!(2d − 1/n)ⁿ for d ≤ 1/n, 2(1 − d)ⁿ for d ≥ 1 − 1/n', () => {
    expect(kolmogorovExactPValue(0.7, 1)).toBeCloseTo(0.6, 14);
    expect(kolmogorovExactPValue(0.15, 8)).toBeLessThan(1);
    expect(kolmogorovExactPValue(0.1, 8)).toBeCloseTo(1 - 40_320 * (0.2 - 1 / 8) ** 8, 13);
    expect(kolmogorovExactPValue(0.9, 8)).toBeCloseTo(2 * 0.1 ** 8, 13);
  });

  it('differs from the corrected asymptotic law by the shares stated there', () => {
    // Distances at which the corrected law gives the p-value, n = 100: x = 1.358099 and 1.627624.
    for (const [x, low, high] of [
      [1.223848, 0.001, 0.006],
      [1.627624, 0.015, 0.023],
    ] as const) {
      const distance = (x - 1 / 60) / 10;
      const excess = kolmogorovPValue(distance, 100) / kolmogorovExactPValue(distance, 100) - 1;
      expect(excess).toBeGreaterThan(low);
      expect(excess).toBeLessThan(high);
    }
  });

  it('is one at the least possible distance, zero at one, and refuses n that is no positive integer', () => {
    expect(kolmogorovExactPValue(0.05, 10)).toBe(1);
    expect(kolmogorovExactPValue(1, 10)).toBe(0);
    expect(() => kolmogorovExactPValue(0.5, 0)).toThrow(RangeError);
  });
});
