import { describe, expect, it } from 'vitest';
import { kStatistics } from './k-statistics.ts';
import { shapeOf, unbiasedShapeOf } from './shape.ts';
import { A, B, centralSums, D, lehmerNormals, relativeError } from './test-support/fixtures.ts';

const L = lehmerNormals(1000, 12345);

describe('shapeOf and unbiasedShapeOf', () => {
  it('equal the reference moments of the four samples', () => {
    const cases: [Float64Array, number, number[], number[], number][] = [
      [
        A,
        0.1565,
        [23.954055, 8.450001435, 83.9976300640463, 0.322331847148106, -0.0722166019240231],
        [0.349078024992776, 0.278384234746127],
        1e-10,
      ],
      [B, 0, [8.16831683168317, 0, 1.20082505015525, 0, -1.2002400240024], [0, -1.2], 1e-10],
      [D, 0, [1953.82756340286, 0, 841474.144344145, 0, 19.0428787609108], [0, 20.0929670450608], 1e-10],
      [
        L,
        -0.0469997070082726,
        [984.214064220924, 35.5439439672123, 2919.33364666187, 0.0364025046074294, 0.0137317904513883],
        [0.0364572132289941, 0.0198247816793043],
        1e-9,
      ],
    ];
    for (const [sample, mean, moments, unbiased, tolerance] of cases) {
      const sums = centralSums(sample);
      const shape = shapeOf(sums);
      const fair = unbiasedShapeOf(sums);
      const pairs: [number | undefined, number][] = [
        [sums.mean, mean],
        [sums.m2, moments[0] ?? 0],
        [sums.m3, moments[1] ?? 0],
        [sums.m4, moments[2] ?? 0],
        [shape?.skewness, moments[3] ?? 0],
        [shape?.excessKurtosis, moments[4] ?? 0],
        [fair?.skewness, unbiased[0] ?? 0],
        [fair?.excessKurtosis, unbiased[1] ?? 0],
      ];
      for (const [value, reference] of pairs) {
        // Third moments of the symmetric samples cancel terms of size M2^{3/2}.
        if (reference === 0) expect(Math.abs(value ?? 1)).toBeLessThan(1e-12 * Math.max(1, sums.m2 ** 1.5));
        else expect(relativeError(value, reference)).toBeLessThan(tolerance);
      }
    }
  });

  it('agree with the k-statistics', () => {
    const { k2, k3, k4 } = kStatistics(centralSums(A));
    const fair = unbiasedShapeOf(centralSums(A));
    expect(relativeError(fair?.skewness, (k3.value ?? 0) / (k2.value ?? 0) ** 1.5)).toBeLessThan(1e-13);
    expect(relativeError(fair?.excessKurtosis, (k4.value ?? 0) / (k2.value ?? 0) ** 2)).toBeLessThan(1e-13);
  });

  it('are undefined without spread or draws', () => {
    expect(shapeOf(centralSums(new Float64Array(4)))).toBeUndefined();
    expect(unbiasedShapeOf(centralSums(A.subarray(0, 3)))).toBeUndefined();
  });
});
