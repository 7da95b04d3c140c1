import { describe, expect, it } from 'vitest';
import { A, D, lehmerNormals } from '../test-support/fixtures.ts';
import { kolmogorovExactPValue } from './kolmogorov-exact.ts';
import { kolmogorovSmirnov } from './kolmogorov-known.ts';
import { kolmogorovDistance, kolmogorovPValue } from './kolmogorov-smirnov.ts';

const LAW = { mean: 0, standardDeviation: 1 };

describe('kolmogorovSmirnov', () => {
  it('is the distance with its exact law up to 140 draws, and with the asymptotic law above', () => {
    for (const sample of [A, D]) {
      const statistic = kolmogorovDistance(sample, LAW);
      const pValue = kolmogorovExactPValue(statistic, sample.length);
      expect(kolmogorovSmirnov(sample, LAW)).toEqual({ statistic, pValue });
    }
    const many = lehmerNormals(141, 3);
    const statistic = kolmogorovDistance(many, LAW);
    expect(kolmogorovSmirnov(many, LAW)).toEqual({ statistic, pValue: kolmogorovPValue(statistic, 141) });
  });

  it('leaves the exact law where its p-value is lost to rounding', () => {
    const far = lehmerNormals(140, 3).map((x) => x + 5);
    expect(kolmogorovSmirnov(far, LAW)?.pValue).toBeLessThan(1e-30);
    expect(kolmogorovExactPValue(41 / 140, 140)).toBeLessThan(3e-10);
  });

  it('is undefined for an empty sample and refuses a spread that is not positive', () => {
    expect(kolmogorovSmirnov(new Float64Array(0), LAW)).toBeUndefined();
    expect(() => kolmogorovSmirnov(A, { mean: 0, standardDeviation: 0 })).toThrow(RangeError);
  });
});
