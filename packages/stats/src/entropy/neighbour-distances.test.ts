import { describe, expect, it } from 'vitest';
import { neighbourDistances } from './neighbour-distances.ts';
import { countOf, distanceBetween, type Norm, type PointSet } from './points.ts';

/** Evenly scattered points; those of `grid` > 0 lie on a grid, so that distances tie. */
function pointsOf(n: number, dimension: number, seed: number, grid = 0): PointSet {
  const roots = [Math.SQRT2, Math.sqrt(3), Math.sqrt(5), Math.sqrt(7), Math.sqrt(11), Math.sqrt(13)];
  const values = Float64Array.from({ length: n * dimension }, (_, at) => {
    const u = ((Math.floor(at / dimension) + seed) * roots[at % dimension]!) % 1;
    return grid > 0 ? Math.round(grid * u) + 1e-3 * u : Math.log(u / (1 - u));
  });
  return { values, dimension };
}

/** By exhaustion. */
function slowly(from: PointSet, to: PointSet, k: number, norm: Norm, excludesSelf: boolean): number[] {
  return Array.from({ length: countOf(from) }, (_, i) => {
    const all = Array.from({ length: countOf(to) }, (_, j) => distanceBetween([from, i], [to, j], norm));
    const others = all.filter((_, j) => !(excludesSelf && j === i));
    return others.sort((a, b) => a - b)[k - 1]!;
  });
}

const norms: readonly Norm[] = ['euclidean', 'maximum'];
const shapes = [1, 2, 4, 6].flatMap((dimension) => [3, 40, 300].map((n) => [dimension, n] as const));

describe('distances to the k-th neighbour', () => {
  it.each(shapes)(
    'in %i dimensions of %i points are those of a search by exhaustion, to the bit',
    (dimension, n) => {
      for (const norm of norms) {
        for (const grid of [0, 3]) {
          const [x, y] = [pointsOf(n, dimension, 1, grid), pointsOf(n + 5, dimension, 7.3, grid)];
          for (const k of [1, 2]) {
            const within = neighbourDistances(x, x, { k, norm, excludesSelf: true });
            expect([...within]).toEqual(slowly(x, x, k, norm, true));
            const across = neighbourDistances(x, y, { k, norm, excludesSelf: false });
            expect([...across]).toEqual(slowly(x, y, k, norm, false));
          }
        }
      }
    },
  );

  it('counts points that lie on each other as neighbours, and refuses a distance of zero', () => {
    const pairs: PointSet = { values: Float64Array.of(0, 0, 5, 5), dimension: 1 };
    expect([...neighbourDistances(pairs, pairs, { k: 2, norm: 'maximum', excludesSelf: true })]).toEqual([
      5, 5, 5, 5,
    ]);
    expect(() => neighbourDistances(pairs, pairs, { k: 1, norm: 'maximum', excludesSelf: true })).toThrow(
      /point 0 coincides with 1 others/,
    );
  });

  it('refuses more neighbours than there are', () => {
    const x = pointsOf(4, 2, 1);
    expect(() => neighbourDistances(x, x, { k: 4, norm: 'euclidean', excludesSelf: true })).toThrow(
      /1…3, got 4/,
    );
  });
});
