import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { A, B, D, lehmerNormals, relativeError } from '../test-support/fixtures.ts';
import { shapiroWilk } from './shapiro-wilk.ts';

describe('shapiroWilk', () => {
  it('equals the reference statistics and p-values', async ({ annotate }) => {
    const statisticError = largestError();
    const pValueError = largestError();
    const cases: [Float64Array, number, number, number][] = [
      [A, 0.991647888207725, 0.999456285179726, 1e-10],
      [B, 0.954724744991719, 0.0017217222029888, 1e-10],
      [D, 0.612232006118398, 7.39242757e-15, 1e-9],
      [lehmerNormals(1000, 12345), 0.99915383648794, 0.940045012154182, 1e-9],
      [A.subarray(0, 3), 0.91339648173207, 0.429511558606991, 1e-10],
      [A.subarray(0, 5), 0.984535724645286, 0.957321907829329, 1e-10],
      [A.subarray(0, 10), 0.959162153317462, 0.776277797306153, 1e-10],
    ];
    for (const [sample, statistic, pValue, tolerance] of cases) {
      expect(statisticError.of(relativeError(shapiroWilk(sample)?.statistic, statistic))).toBeLessThan(
        Math.min(tolerance, 1e-9),
      );
      expect(pValueError.of(relativeError(shapiroWilk(sample)?.pValue, pValue))).toBeLessThan(tolerance);
    }
    await annotate(
      `Shapiro–Wilk statistic | independent double-precision program | samples of 3 to 1000, light and heavy tails | ${statisticError} relative | Royston 1995, AS R94`,
      'accuracy',
    );
    await annotate(
      `Shapiro–Wilk p-value | independent double-precision program | samples of 3 to 1000, light and heavy tails | ${pValueError} relative | Royston 1995, AS R94`,
      'accuracy',
    );
  });

  it('does not depend on order, location or scale beyond rounding', () => {
    const moved = Float64Array.from(A, (x) => 7 - 3 * x).reverse();
    expect(relativeError(shapiroWilk(moved)?.statistic, shapiroWilk(A)?.statistic ?? 0)).toBeLessThan(1e-13);
  });

  it('is undefined for too few draws and for constant ones, and refuses more than 5000', () => {
    expect(shapiroWilk(A.subarray(0, 2))).toBeUndefined();
    expect(shapiroWilk(new Float64Array(10))).toBeUndefined();
    expect(() => shapiroWilk(new Float64Array(5001))).toThrow(RangeError);
  });
});
