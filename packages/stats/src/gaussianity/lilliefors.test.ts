import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { A, B, D, lehmerNormals, relativeError } from '../test-support/fixtures.ts';
import { lilliefors, lillieforsPValue } from './lilliefors.ts';

describe('lilliefors', () => {
  it('equals the reference distances and p-values', async ({ annotate }) => {
    const statisticError = largestError();
    const pValueError = largestError();
    const cases: [Float64Array, number, number, number][] = [
      [A, 0.0832262925681103, 0.973082010603472, 1e-10],
      [B, 0.0610367616051748, 0.476791254753046, 1e-10],
      [D, 0.237205976055821, 3.25787518838e-15, 1e-10],
      [lehmerNormals(1000, 12345), 0.017901693282616, 0.610226026637709, 1e-9],
    ];
    for (const [sample, statistic, pValue, tolerance] of cases) {
      expect(statisticError.of(relativeError(lilliefors(sample)?.statistic, statistic))).toBeLessThan(
        tolerance,
      );
      expect(pValueError.of(relativeError(lilliefors(sample)?.pValue, pValue))).toBeLessThan(tolerance);
    }
    await annotate(
      `Lilliefors distance | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${statisticError} relative | Dallal & Wilkinson 1986; Stephens 1974`,
      'accuracy',
    );
    await annotate(
      `Lilliefors p-value | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${pValueError} relative | Dallal & Wilkinson 1986; Stephens 1974`,
      'accuracy',
    );
  });

  it('has the simulated quantiles of √n D, to the error of the fitted tail', () => {
    const rows: [number, number, number][] = [
      [20, 0.788, 0.1],
      [20, 0.858, 0.05],
      [100, 0.89, 0.05],
      [100, 1.035, 0.01],
      [2000, 0.908, 0.05],
    ];
    for (const [n, scaled, tail] of rows) {
      expect(relativeError(lillieforsPValue(scaled / Math.sqrt(n), n), tail)).toBeLessThan(0.1);
    }
  });

  it('is undefined for too few draws and for constant ones', () => {
    expect(lilliefors(A.subarray(0, 4))).toBeUndefined();
    expect(lilliefors(new Float64Array(10))).toBeUndefined();
  });
});
