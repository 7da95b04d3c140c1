import { normalQuantile } from '../special/normal-quantile.ts';

/**
 * Inner edges of bins that are equiprobable under N(0,1): Φ⁻¹(k/bins), k = 1…bins − 1, antisymmetric to the bit.
 *
 * @param bins - a positive integer.
 * @returns bins − 1 values, ascending. A value y lies in bin k if edge[k−1] ≤ y < edge[k].
 */
export function pitEdges(bins: number): Float64Array {
  if (!Number.isInteger(bins) || bins < 1)
    throw new RangeError(`bins must be a positive integer, got ${bins}`);
  const edges = new Float64Array(bins - 1);
  for (let k = 1; 2 * k < bins; k++) {
    const edge = normalQuantile(k / bins);
    edges[k - 1] = edge;
    edges[bins - 1 - k] = -edge;
  }
  return edges;
}

/** Zero-based bin of `value` among ascending inner edges: how many edges are not above it. */
export function pitBin(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
