import { sortedCopy } from '../sorted-copy.ts';

/** An ascending sample with its mean and Σ (x − x̄)². */
export interface OrderedSample {
  readonly sorted: Float64Array;
  readonly mean: number;
  readonly squares: number;
}

/**
 * Sorts a copy of a sample and takes its mean and sum of squared deviations, by two passes.
 *
 * @param sample - in any order.
 * @param fewest - smallest sample accepted.
 * @returns undefined below `fewest` draws or without spread.
 */
export function orderedSample(sample: Float64Array, fewest: number): OrderedSample | undefined {
  const n = sample.length;
  if (n < fewest) return undefined;
  const sorted = sortedCopy(sample);
  let total = 0;
  for (let i = 0; i < n; i++) total += sorted[i]!;
  const mean = total / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (sorted[i]! - mean) * (sorted[i]! - mean);
  return squares > 0 ? { sorted, mean, squares } : undefined;
}

/** Ascending (x − x̄)/s with s² = Σ (x − x̄)²/divisor. */
export function standardizedSample(ordered: OrderedSample, divisor: number): Float64Array {
  const standardDeviation = Math.sqrt(ordered.squares / divisor);
  return ordered.sorted.map((x) => (x - ordered.mean) / standardDeviation);
}
