import { NeighbourTree } from './neighbour-tree.ts';
import { countOf, type Norm, type PointSet } from './points.ts';

/**
 * Distance of every point of `from` to its k-th nearest point of `to`. Work grows as (n + m) log m in few dimensions.
 *
 * @param excludesSelf - when both are one set: a point is not its own neighbour.
 * @throws RangeError unless 1 ≤ k ≤ the number of neighbours, and if a distance is 0.
 *
 * Accuracy: the distances of a search by exhaustion, to the bit (test).
 */
export function neighbourDistances(
  from: PointSet,
  to: PointSet,
  options: { readonly k: number; readonly norm: Norm; readonly excludesSelf: boolean },
): Float64Array {
  const { k, norm, excludesSelf } = options;
  const [n, m] = [countOf(from), countOf(to)];
  const most = excludesSelf ? m - 1 : m;
  if (from.dimension !== to.dimension) throw new RangeError('both sets must have one dimension');
  if (!Number.isInteger(k) || k < 1 || k > most) throw new RangeError(`k must lie in 1…${most}, got ${k}`);
  const tree = new NeighbourTree(to);
  const distances = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const reach = tree.distance(from, i, { k, norm, self: excludesSelf ? i : -1 });
    if (reach === 0) {
      throw new RangeError(
        `point ${i} coincides with ${k} others: add noise well below the spread, and say so`,
      );
    }
    distances[i] = reach;
  }
  return distances;
}
