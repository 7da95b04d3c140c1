import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { A, B, D, lehmerNormals, relativeError } from '../test-support/fixtures.ts';
import { energyDistance, energyTest } from './energy.ts';
import { limitingUpperTail } from './limiting-laws.ts';
import { orderedSample, standardizedSample } from './standardized-sample.ts';

const L = lehmerNormals(1000, 12345);

describe('energyTest', () => {
  it('equals the reference statistics with either divisor of the variance', async ({ annotate }) => {
    const worst = largestError();
    const cases: [Float64Array, number, number][] = [
      [A, 0.116836298913356, 0.112268706025692],
      [B, 1.17269214760022, 1.21289561087976],
      [D, 14.6066763811075, 14.5338204097581],
      [L, 0.208040545309, 0.207764234236],
    ];
    for (const [sample, unbiased, biased] of cases) {
      const ordered = orderedSample(sample, 5);
      if (ordered === undefined) throw new Error('a fixture has spread');
      const wide = energyDistance(standardizedSample(ordered, sample.length));
      const found = energyTest(sample);
      for (const [value, reference] of [
        [found?.statistic ?? 0, unbiased],
        [wide, biased],
      ] as const) {
        if (sample === L) expect(Math.abs(value - reference)).toBeLessThan(1e-10);
        else expect(worst.of(relativeError(value, reference))).toBeLessThan(1e-10);
      }
      expect(found?.pValue).toBe(limitingUpperTail('energy-estimated', found?.statistic ?? 0));
    }
    await annotate(
      `energy statistic, one dimension | independent double-precision program | samples of 20 and 100, light and heavy tails | ${worst} relative | Székely & Rizzo 2005`,
      'accuracy',
    );
  });

  it('is undefined for too few draws and for constant ones', () => {
    expect(energyTest(A.subarray(0, 4))).toBeUndefined();
    expect(energyTest(new Float64Array(10))).toBeUndefined();
  });
});
