/**
 * Products with a tall matrix kept as rows of equal length, one vector a row. Rows are taken four at a time, so that
 * every load of v serves four products, and each row's sum runs over its entries in order: neither the number of rows
 * nor their place in a group of four shows in a product's bits.
 */
export interface Rows {
  /** [capacity][width]; the first `count` rows are meant. */
  readonly values: Float64Array;
  readonly count: number;
  readonly width: number;
}

/**
 * Inner products of every row with a vector.
 *
 * @param rows - r_1 … r_k.
 * @param v - [width].
 * @param out - receives r_j·v, [k].
 */
export function dots({ values, count, width }: Rows, v: Float64Array, out: Float64Array): void {
  let j = 0;
  for (; j + 4 <= count; j += 4) {
    const from = j * width;
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let i = 0; i < width; i += 1) {
      const entry = v[i]!;
      s0 += values[from + i]! * entry;
      s1 += values[from + width + i]! * entry;
      s2 += values[from + 2 * width + i]! * entry;
      s3 += values[from + 3 * width + i]! * entry;
    }
    out[j] = s0;
    out[j + 1] = s1;
    out[j + 2] = s2;
    out[j + 3] = s3;
  }
  for (; j < count; j += 1) {
    let sum = 0;
    for (let i = 0; i < width; i += 1) sum += values[j * width + i]! * v[i]!;
    out[j] = sum;
  }
}

/**
 * Adds a multiple of each row to a vector: v ← v + factor Σ_j c_j r_j.
 *
 * @param rows - r_1 … r_k.
 * @param coefficients - c, [k].
 * @param factor - common to all.
 * @param v - [width], changed in place.
 */
export function addRows(
  { values, count, width }: Rows,
  coefficients: Float64Array,
  factor: number,
  v: Float64Array,
): void {
  let j = 0;
  for (; j + 4 <= count; j += 4) {
    const from = j * width;
    const c0 = factor * coefficients[j]!;
    const c1 = factor * coefficients[j + 1]!;
    const c2 = factor * coefficients[j + 2]!;
    const c3 = factor * coefficients[j + 3]!;
    for (let i = 0; i < width; i += 1)
      v[i] =
        v[i]! +
        (c0 * values[from + i]! + c1 * values[from + width + i]!) +
        (c2 * values[from + 2 * width + i]! + c3 * values[from + 3 * width + i]!);
  }
  for (; j < count; j += 1) {
    const c = factor * coefficients[j]!;
    for (let i = 0; i < width; i += 1) v[i] = v[i]! + c * values[j * width + i]!;
  }
}

/** v·v, entries in order. */
export function squaredNorm(v: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < v.length; i += 1) sum += v[i]! * v[i]!;
  return sum;
}
