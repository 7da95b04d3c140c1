import type { StatisticsLayout } from './statistics.ts';

/**
 * Merges two reservoirs: the rows with the smallest hashes of both, ascending by hash, then by network. Because
 * hashes are uniform and belong to networks, what is kept is a uniform sample of the networks without
 * replacement, whatever the order of merging.
 */
export function mergeReservoirs(
  layout: StatisticsLayout,
  left: Float64Array,
  right: Float64Array,
): Float64Array {
  if (layout.reservoir === undefined) return new Float64Array(0);
  const stride = layout.reservoir.values + 2;
  const rows = Math.min(layout.reservoir.capacity, (left.length + right.length) / stride);
  const merged = new Float64Array(rows * stride);
  let fromLeft = 0;
  let fromRight = 0;
  for (let to = 0; to < merged.length; to += stride) {
    if (precedes(left, fromLeft, right, fromRight)) {
      merged.set(left.subarray(fromLeft, fromLeft + stride), to);
      fromLeft += stride;
    } else {
      merged.set(right.subarray(fromRight, fromRight + stride), to);
      fromRight += stride;
    }
  }
  return merged;
}

function precedes(left: Float64Array, fromLeft: number, right: Float64Array, fromRight: number): boolean {
  if (fromLeft >= left.length) return false;
  if (fromRight >= right.length) return true;
  const hashLeft = left[fromLeft] ?? 0;
  const hashRight = right[fromRight] ?? 0;
  if (hashLeft !== hashRight) return hashLeft < hashRight;
  return (left[fromLeft + 1] ?? 0) < (right[fromRight + 1] ?? 0);
}
