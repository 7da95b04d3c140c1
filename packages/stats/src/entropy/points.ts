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
