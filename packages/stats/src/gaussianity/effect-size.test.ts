import { describe, expect, it } from 'vitest';
import { relativeError } from '../test-support/fixtures.ts';
import { effectSizes } from './effect-size.ts';
import { kurtosisTestPower, networksForKolmogorov, networksForKurtosis } from './sample-size.ts';

const PLAN = { level: 0.05, power: 0.8 };

describe('effectSizes', () => {
  it('equal the reference coefficients, for either sign', () => {
    for (const kappa of [0.1, -0.1]) {
      const sizes = effectSizes(kappa);
      expect(relativeError(sizes.kolmogorovDistance, 0.002294116)).toBeLessThan(1e-8);
      expect(relativeError(sizes.totalVariation, 0.00583458)).toBeLessThan(1e-5);
      expect(relativeError(sizes.wasserstein1, 0.1 * (1.510013 / 24))).toBeLessThan(5e-7);
      expect(relativeError(sizes.negentropy, 0.01 / 48)).toBeLessThan(1e-15);
    }
  });
});

describe('sample sizes', () => {
  it('equal the reference numbers of networks', () => {
    expect(networksForKurtosis(1, PLAN)).toBeCloseTo(188.37, 2);
    // (1.358099/0.0229411600)² = 3504.55, published as 3504.6.
    expect(relativeError(networksForKolmogorov(1, 1.358099), 3504.6)).toBeLessThan(2e-5);
    expect(24 * 1.959963984540054 ** 2).toBeCloseTo(92.2, 1);
    for (const [width, networks] of [
      [64, 3.4e3],
      [256, 5.5e4],
      [1024, 8.8e5],
      [4096, 1.4e7],
    ] as const) {
      const needed = networksForKurtosis(15 / width, PLAN);
      expect(relativeError(needed, 0.837 * width ** 2)).toBeLessThan(5e-4);
      expect(relativeError(needed, networks)).toBeLessThan(0.02);
    }
  });

  it('give back the power they were planned for, and the level at no effect', () => {
    expect(kurtosisTestPower(0.2, networksForKurtosis(0.2, PLAN), 0.05)).toBeCloseTo(0.8, 5);
    expect(kurtosisTestPower(0, 1000, 0.05)).toBeCloseTo(0.05, 14);
  });

  it('refuse an effect of zero', () => {
    expect(() => networksForKurtosis(0, PLAN)).toThrow(RangeError);
    expect(() => networksForKolmogorov(0, 1.36)).toThrow(RangeError);
  });
});
