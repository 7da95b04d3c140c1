import { describe, expect, it } from 'vitest';
import { largestError } from '../largest-error.fixture.ts';
import { nearestNeighbourRelativeEntropy } from '../relative-entropy/nearest-neighbour.ts';
import { A, B, D, lehmerNormals, M, relativeError, X1, Y1 } from '../test-support/fixtures.ts';
import { discreteEntropy, millerMadow } from './discrete.ts';
import { kozachenkoLeonenko, logUnitBall } from './kozachenko-leonenko.ts';
import type { Norm } from './points.ts';
import { vasicek } from './vasicek.ts';

const L = lehmerNormals(1000, 12345);
const line = (values: Float64Array) => ({ values, dimension: 1 });

describe('kozachenkoLeonenko', () => {
  it('equals the reference values', async ({ annotate }) => {
    const worst = largestError();
    const cases: [Float64Array, number, Norm, [number, number][], number][] = [
      [
        A,
        1,
        'maximum',
        [
          [1, 2.45164460137739],
          [3, 1.74608597561533],
          [5, 1.56968782115221],
        ],
        1e-10,
      ],
      [
        D,
        1,
        'euclidean',
        [
          [1, 3.27491987290654],
          [3, 2.42050585407125],
          [5, 2.21287664192191],
        ],
        1e-10,
      ],
      [
        L,
        1,
        'maximum',
        [
          [1, 1.44299549766848],
          [3, 1.39408178845586],
          [5, 1.36303136644101],
        ],
        1e-9,
      ],
      [
        M,
        3,
        'euclidean',
        [
          [1, 4.37035418874799],
          [3, 4.63917922530566],
        ],
        1e-10,
      ],
      [
        M,
        3,
        'maximum',
        [
          [1, 4.00855618907056],
          [3, 4.59016656896686],
        ],
        1e-10,
      ],
    ];
    for (const [values, dimension, norm, rows, tolerance] of cases) {
      for (const [k, reference] of rows) {
        expect(
          worst.of(relativeError(kozachenkoLeonenko({ values, dimension }, { k, norm }), reference)),
        ).toBeLessThan(tolerance);
      }
    }
    await annotate(
      `Kozachenko–Leonenko entropy | independent double-precision program | 1 and 3 dimensions, 12 to 1000 draws, k = 1 to 5, both norms | ${worst} relative | Kozachenko & Leonenko 1987`,
      'accuracy',
    );
  });

  it('grows by ln |a| when a scalar is multiplied by a, and by the volume of a scaled plane', () => {
    for (const [values, dimension] of [
      [A, 1],
      [X1, 2],
    ] as const) {
      const scaled = values.map((x) => -3 * x + 7);
      const options = { k: 3, norm: 'euclidean' } as const;
      const before = kozachenkoLeonenko({ values, dimension }, options) ?? 0;
      const after = kozachenkoLeonenko({ values: scaled, dimension }, options) ?? 0;
      expect(after - before).toBeCloseTo(dimension * Math.log(3), 12);
    }
  });

  it('refuses coinciding points, impossible k and incomplete rows; is undefined for one draw', () => {
    const options = { k: 1, norm: 'euclidean' } as const;
    expect(() => kozachenkoLeonenko(line(Float64Array.of(1, 1, 2)), options)).toThrow(/coincides/);
    expect(() => kozachenkoLeonenko(line(A), { ...options, k: 20 })).toThrow(RangeError);
    expect(() => kozachenkoLeonenko({ values: A, dimension: 3 }, options)).toThrow(RangeError);
    expect(kozachenkoLeonenko(line(A.subarray(0, 1)), options)).toBeUndefined();
  });
});

describe('logUnitBall', () => {
  it('equals the reference volumes', () => {
    const volumes = [
      [1, Math.LN2],
      [2, 1.1447298858494],
      [3, 1.43241195830118],
      [5, 1.66085111227643],
      [10, 0.936157686464955],
    ] as const;
    for (const [d, logVolume] of volumes) {
      expect(relativeError(logUnitBall(d, 'euclidean'), logVolume)).toBeLessThan(1e-13);
    }
    expect(logUnitBall(3, 'maximum')).toBeCloseTo(Math.log(8), 15);
  });
});

describe('vasicek', () => {
  it('equals the reference values', async ({ annotate }) => {
    const worst = largestError();
    expect(worst.of(relativeError(vasicek(A, 2), 1.36773944643583))).toBeLessThan(1e-10);
    expect(worst.of(relativeError(vasicek(A, 4), 1.31985284921918))).toBeLessThan(1e-10);
    expect(worst.of(relativeError(vasicek(L, 16), 1.39561024914744))).toBeLessThan(1e-9);
    expect(worst.of(relativeError(vasicek(L, 32), 1.40899503424842))).toBeLessThan(1e-9);
    await annotate(
      `Vasicek entropy | independent double-precision program | 20 and 1000 draws | ${worst} relative | Vasicek 1976`,
      'accuracy',
    );
  });

  it('grows by ln |a| when a scalar is multiplied by a', () => {
    const scaled = A.map((x) => -3 * x + 7);
    expect((vasicek(scaled, 4) ?? 0) - (vasicek(A, 4) ?? 0)).toBeCloseTo(Math.log(3), 12);
  });

  it('refuses spacings beyond half the sample and coinciding draws; is undefined below three draws', () => {
    expect(() => vasicek(A, 10)).toThrow(RangeError);
    expect(() => vasicek(new Float64Array(9), 2)).toThrow(/coincide/);
    expect(vasicek(A.subarray(0, 2), 1)).toBeUndefined();
  });
});

describe('nearestNeighbourRelativeEntropy', () => {
  it('equals the reference values', async ({ annotate }) => {
    const worst = largestError();
    const [x, y] = [
      { values: X1, dimension: 2 },
      { values: Y1, dimension: 2 },
    ];
    for (const [k, reference] of [
      [1, 0.104733886148538],
      [3, 0.0767850550997036],
      [5, 0.09199799029891],
    ] as const) {
      expect(
        worst.of(relativeError(nearestNeighbourRelativeEntropy(x, y, { k, norm: 'euclidean' }), reference)),
      ).toBeLessThan(1e-9);
    }
    const found = nearestNeighbourRelativeEntropy(line(A), line(B), { k: 1, norm: 'maximum' });
    expect(worst.of(relativeError(found, 0.457459235013213))).toBeLessThan(1e-10);
    await annotate(
      `nearest-neighbour relative entropy | independent double-precision program | 1 and 2 dimensions, 20 to 150 draws | ${worst} relative | Wang, Kulkarni & Verdú 2009`,
      'accuracy',
    );
  });

  it('refuses unlike dimensions and is undefined for one draw', () => {
    const options = { k: 1, norm: 'euclidean' } as const;
    expect(() => nearestNeighbourRelativeEntropy(line(A), { values: X1, dimension: 2 }, options)).toThrow(
      RangeError,
    );
    expect(nearestNeighbourRelativeEntropy(line(A.subarray(0, 1)), line(B), options)).toBeUndefined();
  });
});

describe('discreteEntropy', () => {
  it('is ln B of equal counts, zero of a single bin, and undefined without counts', () => {
    expect(discreteEntropy([5, 5, 5, 5])).toBeCloseTo(Math.log(4), 15);
    expect(discreteEntropy([0, 7, 0])).toBe(0);
    expect(discreteEntropy([0, 0])).toBeUndefined();
    expect(millerMadow([0, 0])).toBeUndefined();
    expect(millerMadow([3, 0, 2])).toBeCloseTo(0.1, 15);
    expect(() => discreteEntropy([-1])).toThrow(RangeError);
  });
});
