import { type Architecture, resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { networkLaw } from './network-law.ts';
import { tangentKernels } from './ntk.ts';
import { homogeneousNtkMoments, homogeneousNtkMomentsOneHidden } from './ntk-finite-width.ts';

const relu = resolveActivation({ activation: 'relu' });
const leaky = resolveActivation({ activation: 'leaky-relu', negativeSlope: -0.4 });
const N0 = 2;
/** σ_w = 1, σ_b = 0.1, |x|²/n₀ = 1/2: q¹ = 0.51. */
const lawOf = (width: number, depth: number, rest: Partial<Architecture> = {}) =>
  networkLaw(
    { activation: 'relu', width, depth, sigmaW: 1, sigmaB: 0.1, parameterization: 'ntk', ...rest },
    N0,
  );
const scaled = (width: number, depth: number): number =>
  width * homogeneousNtkMoments(relu, lawOf(width, depth), 0.5).variance;

describe('relu tangent kernel at finite width', () => {
  test('n times the variance has its reference values to the digits given', () => {
    const table = [
      [8, [0.7803, 1.195732, 1.08007, 0.772285]],
      [32, [0.7803, 1.023517, 0.777324, 0.46271]],
      [128, [0.7803, 0.980464, 0.711818, 0.40531]],
    ] as const;
    for (const [width, row] of table) {
      row.forEach((value, index) => {
        expect(Math.abs(scaled(width, index + 2) - value)).toBeLessThan(1e-6);
      });
    }
    // The table's last row, given as the limit, is that of a million neurons, whose last digit differs.
    [0.7803, 0.966114, 0.69089, 0.387748].forEach((value, index) => {
      expect(Math.abs(scaled(1e6, index + 2) - value)).toBeLessThan(6e-7);
    });
  });

  test('standard deviations at L = 4 have their reference values to six digits', () => {
    for (const [width, value, halfDigit] of [
      [100, 0.0847207, 5e-8],
      [500, 0.0373149, 5e-8],
      [1000, 0.0263352, 5e-8],
      [10000, 0.00831356, 5e-9],
    ] as const) {
      const { variance } = homogeneousNtkMoments(relu, lawOf(width, 4), 0.5);
      expect(Math.abs(Math.sqrt(variance) - value)).toBeLessThan(1.01 * halfDigit);
    }
  });

  test('the mean is that of infinite width at every width', () => {
    const limits = [0.51, 0.52, 0.4025, 0.2825, 0.191875];
    for (const width of [1, 8, 300]) {
      limits.forEach((limit, index) => {
        const { mean } = homogeneousNtkMoments(relu, lawOf(width, index + 1), 0.5);
        expect(mean).toBeCloseTo(limit, 13);
      });
    }
  });

  test('the mean is that of the kernel recursion in every parameterization, at layer-wise widths and with an output', () => {
    for (const parameterization of ['ntk', 'standard', 'mup'] as const) {
      const law = lawOf(24, 4, {
        parameterization,
        widthFactors: [1, 0.5, 2, 1],
        outputWidth: 3,
        sigmaB: 0.3,
      });
      const ntk = tangentKernels(leaky, law, Float64Array.of(0.8)).at(-1)?.ntk[0] ?? Number.NaN;
      expect(homogeneousNtkMoments(leaky, law, 0.8).mean / ntk).toBeCloseTo(1, 12);
    }
  });

  test('at σ_w² = 2 without biases n Var/mean² tends to (11L − 4)(L − 1)/3L', () => {
    for (let depth = 2; depth <= 6; depth += 1) {
      const relative = (width: number): number => {
        const law = lawOf(width, depth, { sigmaW: Math.SQRT2, sigmaB: 0 });
        const { mean, variance } = homogeneousNtkMoments(relu, law, 0.35);
        return (width * variance) / mean ** 2;
      };
      const limit = 2 * relative(20000) - relative(10000);
      expect(Math.abs(limit / (((11 * depth - 4) * (depth - 1)) / (3 * depth)) - 1)).toBeLessThan(1e-6);
    }
  });

  test('one hidden layer has its reference variances for any pair', () => {
    for (const [overlap, value] of [
      [0.5, 0.7803],
      [0, 0.0626384277],
      [-0.5, 0.0311923542],
    ] as const) {
      const { variance } = homogeneousNtkMomentsOneHidden(relu, lawOf(16, 2), [0.5, 0.5, overlap]);
      expect(Math.abs(16 * variance - value)).toBeLessThan(1e-10);
    }
  });

  test('one hidden layer agrees with the recursion on the diagonal, in every parameterization and for other slopes', () => {
    for (const activation of [relu, leaky, resolveActivation({ activation: 'linear' })]) {
      for (const parameterization of ['ntk', 'standard', 'mup'] as const) {
        const law = lawOf(16, 2, { parameterization, outputWidth: 1, sigmaW: 1.3 });
        const diagonal = homogeneousNtkMomentsOneHidden(activation, law, [0.5, 0.5, 0.5]);
        const recursion = homogeneousNtkMoments(activation, law, 0.5);
        expect(diagonal.variance / recursion.variance).toBeCloseTo(1, 11);
        expect(diagonal.mean / recursion.mean).toBeCloseTo(1, 11);
      }
    }
  });

  test('an overlap that is no covariance, a φ that is not homogeneous and a skip are refused', () => {
    expect(() => homogeneousNtkMomentsOneHidden(relu, lawOf(4, 2), [1, 1, 2])).toThrow(RangeError);
    expect(() => homogeneousNtkMoments(relu, lawOf(4, 2), 0)).toThrow(RangeError);
    expect(() => homogeneousNtkMoments(resolveActivation({ activation: 'tanh' }), lawOf(4, 2), 1)).toThrow(
      RangeError,
    );
    expect(() => homogeneousNtkMoments(relu, lawOf(4, 2, { skip: 1 }), 1)).toThrow(RangeError);
  });
});
