import { resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { homogeneousExcessKurtosis } from './homogeneous-kurtosis.ts';
import { largestError } from './largest-error.fixture.ts';
import { linearOutputLogDensity, linearOutputNegentropy } from './variance-gamma.ts';

describe('output of a linear network with one hidden layer', () => {
  test('negentropies have their reference values to nine digits', () => {
    for (const [width, value] of [
      [1, 0.21484010193317],
      [2, 0.0723649429247001],
      [3, 0.0380910269868299],
      [4, 0.0239650338063245],
      [8, 0.0075525036647348],
      [16, 0.00224025186296307],
      [32, 0.000627915137159836],
      [64, 0.000168354258329334],
      [128, 4.37970621494992e-5],
      [256, 1.11868615596963e-5],
    ] as const) {
      expect(Math.abs(linearOutputNegentropy(width) / value - 1)).toBeLessThan(1e-9);
    }
  });

  test('width 2 is the Laplace law of unit variance', () => {
    for (const z of [0.01, 0.5, 3, 12]) {
      const laplace = -Math.SQRT2 * z - 0.5 * Math.LN2;
      expect(linearOutputLogDensity(z, 2)).toBeCloseTo(laplace, 12);
      expect(linearOutputLogDensity(-z, 2)).toBe(linearOutputLogDensity(z, 2));
    }
  });

  test('the density has mass 1, variance 1 and excess kurtosis 6/N', () => {
    const linear = resolveActivation({ activation: 'linear' });
    for (const width of [4, 20]) {
      const sums = [0, 0, 0];
      const h = 1 / 128;
      for (let z = h / 2; z < 40; z += h) {
        const p = 2 * h * Math.exp(linearOutputLogDensity(z, width));
        sums[0]! += p;
        sums[1]! += p * z * z;
        sums[2]! += p * z ** 4;
      }
      // Midpoint rule, h²/24 times the kink of the density at zero.
      expect(sums[0]).toBeCloseTo(1, 6);
      expect(sums[1]).toBeCloseTo(1, 6);
      expect((sums[2] ?? 0) - 3).toBeCloseTo(homogeneousExcessKurtosis(linear, [width]), 6);
    }
  });

  test('excess kurtosis behind hidden layers is 3(∏(1 + c/N_l) − 1)', async ({ annotate }) => {
    const worst = largestError();
    const relu = resolveActivation({ activation: 'relu' });
    expect(worst.between(homogeneousExcessKurtosis(relu, [16]), 0.9375)).toBeLessThan(5e-15);
    expect(worst.between(homogeneousExcessKurtosis(relu, [64]), 0.234375)).toBeLessThan(5e-15);
    expect(worst.between(homogeneousExcessKurtosis(relu, [16, 16, 16]), 3.78296)).toBeLessThan(5e-6);
    expect(worst.between(homogeneousExcessKurtosis(relu, [32, 32, 32, 32, 32]), 3.19983)).toBeLessThan(5e-6);
    expect(homogeneousExcessKurtosis(relu, [])).toBe(0);
    expect(() => homogeneousExcessKurtosis(resolveActivation({ activation: 'tanh' }), [4])).toThrow(
      RangeError,
    );
    expect(() => homogeneousExcessKurtosis(relu, [0])).toThrow(RangeError);
    await annotate(
      `excess kurtosis of relu behind hidden layers | five to six digits | 1 to 5 layers of 16 to 64 | ${worst} absolute | product law`,
      'accuracy',
    );
  });

  test('a width that is no positive integer is refused', () => {
    expect(() => linearOutputNegentropy(1.5)).toThrow(RangeError);
    expect(() => linearOutputLogDensity(1, 0)).toThrow(RangeError);
  });
});
