import { describe, expect, it } from 'vitest';
import { relativeError } from '../test-support/fixtures.ts';
import { combineCauchy, combineFisher, combineStouffer, combineTwiceMean } from './combine.ts';

const FIVE = [0.0004, 0.0201, 0.0019, 0.0095, 0.0278];

describe('combination of p-values', () => {
  it('equals the reference statistics and p-values', () => {
    expect(relativeError(combineFisher(FIVE)?.statistic, 52.4723312124887)).toBeLessThan(1e-13);
    expect(relativeError(combineFisher(FIVE)?.pValue, 9.32882311318e-8)).toBeLessThan(1e-11);
    expect(relativeError(combineStouffer(FIVE)?.statistic, 5.61632098609018)).toBeLessThan(1e-13);
    expect(relativeError(combineCauchy(FIVE)?.statistic, 204.807261652468)).toBeLessThan(1e-13);
    expect(relativeError(combineCauchy(FIVE)?.pValue, 0.00155418003312691)).toBeLessThan(1e-13);
    expect(combineTwiceMean(FIVE)).toBeCloseTo(0.02388, 14);
  });

  it('of one p-value is that p-value, by every rule but twice the mean', () => {
    for (const p of [1e-40, 1e-15, 0.02, 0.7]) {
      expect(relativeError(combineFisher([p])?.pValue, p)).toBeLessThan(1e-12);
      expect(relativeError(combineStouffer([p])?.pValue, p)).toBeLessThan(1e-12);
      expect(relativeError(combineCauchy([p])?.pValue, p)).toBeLessThan(1e-14);
    }
    expect(combineTwiceMean([0.7])).toBe(1);
  });

  it('is certain under the Cauchy rule when one p-value is 1', () => {
    expect(combineCauchy([0.001, 1])?.pValue).toBe(1);
  });

  it('is undefined without p-values and refuses zero', () => {
    for (const combine of [combineFisher, combineStouffer, combineCauchy, combineTwiceMean]) {
      expect(combine([])).toBeUndefined();
      expect(() => combine([0])).toThrow(RangeError);
    }
  });
});
