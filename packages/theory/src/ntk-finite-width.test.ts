import { describe, expect, test } from 'vitest';
import { reluNtkMoments, reluNtkMomentsOneHidden } from './ntk-finite-width.ts';

const PAPER = { sigmaW: 1, sigmaB: 0.1 };
const scaled = (width: number, depth: number): number =>
  width * reluNtkMoments(PAPER, { firstLength: 0.51, width, depth }).variance;

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
      const { variance } = reluNtkMoments(PAPER, { firstLength: 0.51, width, depth: 4 });
      expect(Math.abs(Math.sqrt(variance) - value)).toBeLessThan(1.01 * halfDigit);
    }
  });

  test('the mean is that of infinite width at every width', () => {
    const limits = [0.51, 0.52, 0.4025, 0.2825, 0.191875];
    for (const width of [1, 8, 300]) {
      limits.forEach((limit, index) => {
        const { mean } = reluNtkMoments(PAPER, { firstLength: 0.51, width, depth: index + 1 });
        expect(mean).toBeCloseTo(limit, 13);
      });
    }
  });

  test('at σ_w² = 2 without biases n Var/mean² tends to (11L − 4)(L − 1)/3L', () => {
    for (let depth = 2; depth <= 6; depth += 1) {
      const relative = (width: number): number => {
        const { mean, variance } = reluNtkMoments(
          { sigmaW: Math.SQRT2, sigmaB: 0 },
          { firstLength: 0.7, width, depth },
        );
        return (width * variance) / mean ** 2;
      };
      const limit = 2 * relative(20000) - relative(10000);
      expect(Math.abs(limit / (((11 * depth - 4) * (depth - 1)) / (3 * depth)) - 1)).toBeLessThan(1e-6);
    }
  });

  test('one hidden layer has its reference variances for any pair, and agrees with the recursion on the diagonal', () => {
    for (const [overlap, value] of [
      [0.51, 0.7803],
      [0.01, 0.0626384277],
      [-0.49, 0.0311923542],
    ] as const) {
      const { variance } = reluNtkMomentsOneHidden(PAPER, { kernel: [0.51, 0.51, overlap], width: 16 });
      expect(Math.abs(16 * variance - value)).toBeLessThan(1e-10);
    }
    const diagonal = reluNtkMomentsOneHidden(PAPER, { kernel: [0.51, 0.51, 0.51], width: 16 });
    const recursion = reluNtkMoments(PAPER, { firstLength: 0.51, width: 16, depth: 2 });
    expect(diagonal.variance).toBeCloseTo(recursion.variance, 14);
    expect(diagonal.mean).toBeCloseTo(recursion.mean, 14);
  });

  test('a kernel that is no covariance is refused', () => {
    expect(() => reluNtkMomentsOneHidden(PAPER, { kernel: [1, 1, 2], width: 4 })).toThrow(RangeError);
    expect(() => reluNtkMoments(PAPER, { firstLength: 0, width: 4, depth: 2 })).toThrow(RangeError);
  });
});
