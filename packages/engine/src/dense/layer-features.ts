/** Sums over the neurons of one layer, in float64 from here on. Values are [columns][width], float32. */

/**
 * Second moments over neurons, (1/N) Σ_i v_ia v_ib, written as a full symmetric matrix.
 *
 * @param values - v, [count][width].
 * @param count - number of columns a.
 * @param out - receives count × count numbers, row-major.
 */
export function secondMoments(values: Float32Array, count: number, out: Float64Array): void {
  const width = values.length / count;
  for (let a = 0; a < count; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      let sum = 0;
      for (let i = 0; i < width; i += 1) sum += values[a * width + i]! * values[b * width + i]!;
      out[a * count + b] = sum / width;
      out[b * count + a] = sum / width;
    }
  }
}

/**
 * Power sums (1/N) Σ_i v_i^p, p = 1…4.
 *
 * @param column - v, one entry per neuron.
 * @param out - receives four numbers.
 */
export function powerSums(column: Float32Array, out: Float64Array): void {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let i = 0; i < column.length; i += 1) {
    const v = column[i]!;
    const square = v * v;
    first += v;
    second += square;
    third += square * v;
    fourth += square * square;
  }
  out[0] = first / column.length;
  out[1] = second / column.length;
  out[2] = third / column.length;
  out[3] = fourth / column.length;
}

/** Mean square (1/N) Σ_i v_i² of a column. */
export function meanSquare(column: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < column.length; i += 1) sum += column[i]! * column[i]!;
  return sum / column.length;
}

/**
 * Counts of v/scale over bins.
 *
 * @param column - v, one entry per neuron.
 * @param scale - standard deviation to divide by, > 0.
 * @param edges - inner edges, ascending; a value equal to an edge belongs to the bin above it.
 * @param out - receives edges.length + 1 counts.
 */
export function binCounts(column: Float32Array, scale: number, edges: Float64Array, out: Int32Array): void {
  out.fill(0);
  for (let i = 0; i < column.length; i += 1) {
    const u = column[i]! / scale;
    let low = 0;
    let high = edges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (u < edges[middle]!) high = middle;
      else low = middle + 1;
    }
    out[low] = out[low]! + 1;
  }
}
