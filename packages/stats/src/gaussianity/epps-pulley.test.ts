import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { A, B, centralSums, D, lehmerNormals, relativeError } from '../test-support/fixtures.ts';
import { characteristicSums, mergeCharacteristicSums } from './characteristic-function.ts';
import { eppsPulley, eppsPulleyOfSums } from './epps-pulley.ts';
import { limitingUpperTail } from './limiting-laws.ts';

const L = lehmerNormals(1000, 12345);
const CASES: [Float64Array, number][] = [
  [A, 0.0336182521324773],
  [B, 0.64700434357114],
  [D, 7.20685291778722],
  [L, 0.0312856233772436],
];

describe('eppsPulley', () => {
  it('equals the reference statistics, with the p-value of the limiting law', async ({ annotate }) => {
    const worst = largestError();
    for (const [sample, statistic] of CASES) {
      const found = eppsPulley(sample);
      if (sample === L) expect(Math.abs((found?.statistic ?? 0) - statistic)).toBeLessThan(1e-10);
      else expect(worst.of(relativeError(found?.statistic, statistic))).toBeLessThan(1e-10);
      expect(found?.pValue).toBe(limitingUpperTail('epps-pulley-estimated', found?.statistic ?? 0));
    }
    await annotate(
      `Epps–Pulley statistic | independent double-precision program | samples of 20 and 100, light and heavy tails | ${worst} relative | Epps & Pulley 1983`,
      'accuracy',
    );
  });

  it('is undefined for too few draws and for constant ones', () => {
    expect(eppsPulley(A.subarray(0, 4))).toBeUndefined();
    expect(eppsPulley(new Float64Array(10))).toBeUndefined();
  });
});

describe('eppsPulleyOfSums', () => {
  it('equals the direct formula from sums of the characteristic function at every step that resolves it', () => {
    for (const [sample, statistic] of CASES) {
      const moments = centralSums(sample);
      const scale = Math.sqrt(moments.m2 / moments.networks);
      for (const step of [0.05, 0.1, 0.2]) {
        const sums = characteristicSums(sample, { step: step / scale, nodes: 300 });
        expect(Math.abs((eppsPulleyOfSums(sums, moments)?.statistic ?? 0) - statistic)).toBeLessThan(1e-10);
      }
    }
  });

  it('does not notice how the draws were split', () => {
    const grid = { step: 0.1, nodes: 120 };
    const parts = [A.subarray(0, 7), A.subarray(7)].map((part) => characteristicSums(part, grid));
    const [left, right] = parts;
    if (left === undefined || right === undefined) throw new Error('two parts');
    const merged = eppsPulleyOfSums(mergeCharacteristicSums(left, right), centralSums(A));
    expect(relativeError(merged?.statistic, 0.0336182521324773)).toBeLessThan(1e-10);
  });

  it('refuses nodes that end too early and grids that differ', () => {
    const sums = characteristicSums(A, { step: 0.1, nodes: 20 });
    expect(() => eppsPulleyOfSums(sums, centralSums(A))).toThrow(RangeError);
    expect(eppsPulleyOfSums(sums, centralSums(A.subarray(0, 3)))).toBeUndefined();
    const other = characteristicSums(A, { step: 0.2, nodes: 20 });
    expect(() => mergeCharacteristicSums(sums, other)).toThrow(RangeError);
    expect(() => characteristicSums(A, { step: 0, nodes: 20 })).toThrow(RangeError);
  });
});
