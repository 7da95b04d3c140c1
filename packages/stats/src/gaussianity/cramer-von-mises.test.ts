import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { A, B, D, lehmerNormals, relativeError } from '../test-support/fixtures.ts';
import { cramerVonMises, cramerVonMisesKnown, cramerVonMisesUpperTail } from './cramer-von-mises.ts';

const L = lehmerNormals(1000, 12345);

describe('cramerVonMisesKnown', () => {
  it('equals the reference statistics', async ({ annotate }) => {
    const worst = largestError();
    const cases: [Float64Array, number, number, number][] = [
      [A, 1, 0.0314330273864793, 1e-10],
      [B, Math.sqrt(1 / 12), 0.141696192437105, 1e-10],
      [D, 1, 0.147467366501714, 1e-10],
      [L, 1, 0.285325001219074, 1e-9],
    ];
    for (const [sample, standardDeviation, statistic, tolerance] of cases) {
      const found = cramerVonMisesKnown(sample, { mean: 0, standardDeviation });
      expect(worst.of(relativeError(found?.statistic, statistic))).toBeLessThan(tolerance);
      expect(found?.pValue).toBe(cramerVonMisesUpperTail(found?.statistic ?? 0));
    }
    await annotate(
      `Cramér–von Mises, known law, statistic | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${worst} relative | Anderson & Darling 1952`,
      'accuracy',
    );
  });

  it('is undefined without draws and refuses a law without spread', () => {
    expect(cramerVonMisesKnown(new Float64Array(0), { mean: 0, standardDeviation: 1 })).toBeUndefined();
    expect(() => cramerVonMisesKnown(A, { mean: 0, standardDeviation: 0 })).toThrow(RangeError);
  });

  // 8,000 samples of 20, seed 97531: share ± 4 standard errors of 0.244 %, false alarm 6e-5. A variance
  // wrong by a factor two is the negative control.
  it('rejects 5 % of normal samples, and far more at a wrong variance', () => {
    const [samples, size] = [8000, 20];
    const values = lehmerNormals(samples * size, 97_531);
    const shareOf = (standardDeviation: number) => {
      let rejected = 0;
      for (let s = 0; s < samples; s++) {
        const found = cramerVonMisesKnown(values.subarray(s * size, (s + 1) * size), {
          mean: 0,
          standardDeviation,
        });
        if ((found?.pValue ?? 1) < 0.05) rejected++;
      }
      return rejected / samples;
    };
    expect(Math.abs(shareOf(1) - 0.05)).toBeLessThan(4 * 0.00244);
    expect(Math.abs(shareOf(Math.SQRT2) - 0.05)).toBeGreaterThan(4 * 0.00244);
  });
});

describe('cramerVonMisesUpperTail', () => {
  it('equals the tabulated quantiles of the limiting law to their six digits', async ({ annotate }) => {
    const worst = largestError();
    const rows: [number, number][] = [
      [0.11888, 0.5],
      [0.209388, 0.25],
      [0.347305, 0.1],
      [0.461361, 0.05],
      [0.743459, 0.01],
      [1.167858, 0.001],
      [1.604296, 1e-4],
      [2.494904, 1e-6],
    ];
    for (const [x, tail] of rows)
      expect(worst.of(relativeError(cramerVonMisesUpperTail(x), tail))).toBeLessThan(1e-5);
    await annotate(
      `Cramér–von Mises limiting tail | table of six-digit quantiles | 1e-6 ≤ p ≤ 0.5 | ${worst} relative | Anderson & Darling 1952`,
      'accuracy',
    );
  });

  it('has mean 1/6 and decreases into its far tail', () => {
    const step = 1 / 256;
    let integral = 0.5 * step;
    let before = 1;
    for (let x = step; x < 6; x += step) {
      const tail = cramerVonMisesUpperTail(x);
      expect(tail).toBeLessThanOrEqual(before);
      integral += tail * step;
      before = tail;
    }
    expect(integral).toBeCloseTo(1 / 6, 9);
    expect(cramerVonMisesUpperTail(0)).toBe(1);
  });
});

describe('cramerVonMises', () => {
  it('equals the reference statistics and p-values with estimated mean and variance', async ({
    annotate,
  }) => {
    const statisticError = largestError();
    const pValueError = largestError();
    const cases: [Float64Array, number, number, number][] = [
      [A, 0.0152370028311766, 0.992558525234706, 1e-10],
      [B, 0.147395893542754, 0.0252283026102496, 1e-10],
      [L, 0.0270093651564624, 0.884192210985604, 1e-9],
    ];
    for (const [sample, statistic, pValue, tolerance] of cases) {
      expect(statisticError.of(relativeError(cramerVonMises(sample)?.statistic, statistic))).toBeLessThan(
        tolerance,
      );
      expect(pValueError.of(relativeError(cramerVonMises(sample)?.pValue, pValue))).toBeLessThan(tolerance);
    }
    expect(statisticError.of(relativeError(cramerVonMises(D)?.statistic, 2.45561473534072))).toBeLessThan(
      1e-10,
    );
    expect(relativeError(cramerVonMises(D)?.pValue, 1.84e-30)).toBeLessThan(3e-3);
    await annotate(
      `Cramér–von Mises, estimated law, statistic | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${statisticError} relative | Stephens 1986, table 4.9`,
      'accuracy',
    );
    await annotate(
      `Cramér–von Mises, estimated law, p-value | independent double-precision program | 0.02 < p < 1 | ${pValueError} relative | Stephens 1986, table 4.9`,
      'accuracy',
    );
  });

  it('is undefined for too few draws and for constant ones', () => {
    expect(cramerVonMises(A.subarray(0, 7))).toBeUndefined();
    expect(cramerVonMises(new Float64Array(10))).toBeUndefined();
  });
});
