/** A bucket with more values is left to the engine's own sort. */
const MOST_BY_INSERTION = 24;
/** Below so many values the engine's own sort is as fast. */
const FEWEST = 512;

/**
 * The values in ascending order, in a new array: what `sort` of a typed array gives, in linear time where values are spread as samples are.
 * They are dealt into as many buckets of equal width as there are values, and each bucket is sorted.
 *
 * @param sample - in any order; not changed. Not-a-number comes last, as with `sort`.
 */
export function sortedCopy(sample: Float64Array): Float64Array {
  const n = sample.length;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < n; i++) {
    const x = sample[i]!;
    if (x < low) low = x;
    if (x > high) high = x;
  }
  const scale = (n - 1) / (high - low);
  if (n < FEWEST || !(scale > 0 && Number.isFinite(scale))) return sample.slice().sort();
  return dealt(sample, low, scale) ?? sample.slice().sort();
}

/** Bucket sort; undefined if a value has no bucket. */
function dealt(sample: Float64Array, low: number, scale: number): Float64Array | undefined {
  const n = sample.length;
  const bucketOf = new Int32Array(n);
  const ends = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) {
    const bucket = (sample[i]! - low) * scale;
    if (!(bucket >= 0 && bucket < n)) return undefined;
    bucketOf[i] = bucket;
    ends[bucketOf[i]! + 1]!++;
  }
  for (let b = 0; b < n; b++) ends[b + 1]! += ends[b]!;
  const sorted = new Float64Array(n);
  // Each bucket's begin moves to its end while values arrive.
  for (let i = 0; i < n; i++) sorted[ends[bucketOf[i]!]!++] = sample[i]!;
  for (let b = 0, from = 0; b < n; b++) {
    const to = ends[b]!;
    if (to - from > MOST_BY_INSERTION) sorted.subarray(from, to).sort();
    else if (to - from > 1) insertionSort(sorted, from, to);
    from = to;
  }
  return sorted;
}

function insertionSort(values: Float64Array, from: number, to: number): void {
  for (let i = from + 1; i < to; i++) {
    const value = values[i]!;
    let at = i;
    for (; at > from && precedes(value, values[at - 1]!); at--) values[at] = values[at - 1]!;
    values[at] = value;
  }
}

/** The order of `sort`, in which −0 comes before 0. */
const precedes = (a: number, b: number): boolean => a < b || (a === 0 && b === 0 && 1 / a < 1 / b);
