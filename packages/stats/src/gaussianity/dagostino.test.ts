import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { A, B, centralSums, D, lehmerNormals, relativeError } from '../test-support/fixtures.ts';
import { dagostino } from './dagostino.ts';

describe('dagostino', () => {
  it('equals the reference scores and p-values', async ({ annotate }) => {
    const scoreError = largestError();
    const pValueError = largestError();
    const cases: [Float64Array, number, number, number, number][] = [
      [A, 0.717192256960369, 0.518640489944556, 0.675922843946567, 1e-10],
      [B, 0, -5.79912810780783, 4.9815313241e-8, 1e-10],
      [D, 0, 6.44613969594727, 9.48292146407e-10, 1e-10],
      [lehmerNormals(1000, 12345), 0.473263846063463, 0.203031869167256, 0.875815081993237, 1e-9],
    ];
    for (const [sample, skewnessZ, kurtosisZ, pValue, tolerance] of cases) {
      const found = dagostino(centralSums(sample));
      if (skewnessZ === 0) expect(Math.abs(found?.skewnessZ ?? 1)).toBeLessThan(1e-12);
      else expect(scoreError.of(relativeError(found?.skewnessZ, skewnessZ))).toBeLessThan(tolerance);
      expect(scoreError.of(relativeError(found?.kurtosisZ, kurtosisZ))).toBeLessThan(tolerance);
      expect(pValueError.of(relativeError(found?.pValue, pValue))).toBeLessThan(tolerance);
    }
    await annotate(
      `D’Agostino scores of skewness and kurtosis | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${scoreError} relative | D’Agostino 1970; Anscombe & Glynn 1983`,
      'accuracy',
    );
    await annotate(
      `D’Agostino K² p-value | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${pValueError} relative | D’Agostino 1970; Anscombe & Glynn 1983`,
      'accuracy',
    );
  });

  it('is undefined for too few draws and for constant ones', () => {
    expect(dagostino(centralSums(A.subarray(0, 19)))).toBeUndefined();
    expect(dagostino(centralSums(new Float64Array(30)))).toBeUndefined();
  });
});
