import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { A, B, centralSums, D, lehmerNormals } from '../test-support/fixtures.ts';
import { jarqueBera, jarqueBeraCriticalValue } from './jarque-bera.ts';

describe('jarqueBera', () => {
  it('equals the reference statistics, and its p-value is exp(−JB/2)', async ({ annotate }) => {
    const worst = largestError();
    const cases: [Float64Array, number, number][] = [
      [A, 0.350672096947577, 1e-10],
      [B, 6.002400480072, 1e-10],
      [D, 1510.96346459479, 1e-10],
      [lehmerNormals(1000, 12345), 0.228713809824022, 1e-9],
    ];
    for (const [sample, statistic, tolerance] of cases) {
      const result = jarqueBera(centralSums(sample));
      expect(worst.of(Math.abs((result?.statistic ?? 0) / statistic - 1))).toBeLessThan(tolerance);
      expect(result?.pValue).toBe(Math.exp(-(result?.statistic ?? 0) / 2));
    }
    await annotate(
      `Jarque–Bera statistic | independent double-precision program | samples of 20 to 1000, light and heavy tails | ${worst} relative | Jarque & Bera 1980`,
      'accuracy',
    );
  });

  it('is undefined for too few draws and for constant ones', () => {
    expect(jarqueBera(centralSums(A.subarray(0, 3)))).toBeUndefined();
    expect(jarqueBera(centralSums(new Float64Array(10)))).toBeUndefined();
  });

  // 40,000 samples of 30 (between two simulated sizes), seed 2468: share 5 % ± 4 standard errors of 0.109 %,
  // false alarm 6e-5. The χ²₂ value must fail the same check.
  it('rejects 5 % of normal samples at the calibrated critical value, and far fewer at the asymptotic one', () => {
    const [samples, size] = [40_000, 30];
    const values = lehmerNormals(samples * size, 2468);
    let calibrated = 0;
    let asymptotic = 0;
    for (let s = 0; s < samples; s++) {
      const statistic = jarqueBera(centralSums(values.subarray(s * size, (s + 1) * size)))?.statistic ?? 0;
      if (statistic > jarqueBeraCriticalValue(size)) calibrated++;
      if (statistic > 5.991464547107979) asymptotic++;
    }
    expect(Math.abs(calibrated / samples - 0.05)).toBeLessThan(4 * 0.00109);
    expect(Math.abs(asymptotic / samples - 0.05)).toBeGreaterThan(4 * 0.00109);
  });

  it('has critical values for 8 to 64 draws, increasing', () => {
    for (let n = 9; n <= 64; n++) {
      expect(jarqueBeraCriticalValue(n)).toBeGreaterThan(jarqueBeraCriticalValue(n - 1));
    }
    expect(() => jarqueBeraCriticalValue(7)).toThrow(RangeError);
    expect(() => jarqueBeraCriticalValue(65)).toThrow(RangeError);
  });
});
