/** Points in d dimensions, row by row. */
export interface PointSet {
  /** n × d row-major. */
  readonly values: Float64Array;
  readonly dimension: number;
}

/** Distance of points: the root of the sum of squares, or the largest coordinate difference. */
export type Norm = 'euclidean' | 'maximum';

/** n of a set of points. Throws RangeError unless its values are whole rows. */
export function countOf({ values, dimension }: PointSet): number {
  if (!Number.isInteger(dimension) || dimension < 1 || values.length % dimension !== 0) {
    throw new RangeError(`values must be rows of ${dimension} numbers, got ${values.length} numbers`);
  }
  return values.length / dimension;
}

/**
 * Distance of point i of one set from point j of another. Where it exceeds `bound` it need not be right, only larger: most
 * pairs are then decided by their first coordinates.
 */
export function distanceBetween(
  [a, i]: readonly [PointSet, number],
  [b, j]: readonly [PointSet, number],
  norm: Norm,
  bound: number = Number.POSITIVE_INFINITY,
): number {
  const d = a.dimension;
  const isEuclidean = norm === 'euclidean';
  // The margin keeps a rounded square from hiding a distance equal to the bound.
  const limit = isEuclidean ? bound * bound * (1 + 1e-12) : bound;
  let total = 0;
  for (let c = 0; c < d && total <= limit; c++) {
    const difference = Math.abs(a.values[i * d + c]! - b.values[j * d + c]!);
    if (isEuclidean) total += difference * difference;
    else if (difference > total) total = difference;
  }
  return isEuclidean ? Math.sqrt(total) : total;
}

/**
 * Distance of every point of `from` to its k-th nearest point of `to`, by exhaustion: work grows as n m d.
 *
 * @param excludesSelf - when both are one set: a point is not its own neighbour.
 * @throws RangeError unless 1 ≤ k ≤ the number of neighbours, and if a distance is 0.
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
  const distances = new Float64Array(n);
  const nearest = new Float64Array(k);
  for (let i = 0; i < n; i++) {
    nearest.fill(Number.POSITIVE_INFINITY);
    for (let j = 0; j < m; j++) {
      if (excludesSelf && j === i) continue;
      const distance = distanceBetween([from, i], [to, j], norm, nearest[k - 1]);
      let at = k - 1;
      if (distance >= nearest[at]!) continue;
      for (; at > 0 && nearest[at - 1]! > distance; at--) nearest[at] = nearest[at - 1]!;
      nearest[at] = distance;
    }
    const reach = nearest[k - 1]!;
    if (reach === 0) {
      throw new RangeError(
        `point ${i} coincides with ${k} others: add noise well below the spread, and say so`,
      );
    }
    distances[i] = reach;
  }
  return distances;
}
