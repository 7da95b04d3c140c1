/**
 * Cholesky factor of the leading `columns` of a symmetric matrix whose columns lie `stride` bytes apart, lower triangle,
 * in place: for each entry the products L_ij L_kj are taken off in ascending j, then it is scaled, so that no
 * entry depends on later columns. A pivot that is rounding noise, at most (j + 1) 2⁻⁵² of its diagonal entry, gives a zero column.
 *
 * @returns the most that such columns have left out among the first `inputs` columns, entries relative to the roots of both diagonal entries.
 */
export function factorize(matrix: usize, stride: usize, columns: usize, diagonal: usize, inputs: usize = 0): f64 {
  let leftOut = 0.0;
  for (let j: usize = 0; j < columns; j++) store<f64>(diagonal + j * 8, load<f64>(matrix + j * (stride + 8)));
  for (let j: usize = 0; j < columns; j++) {
    const column = matrix + j * stride;
    const pivot = load<f64>(column + j * 8);
    const noise = (<f64>(j + 1)) * 2.220446049250313e-16 * load<f64>(diagonal + j * 8);
    if (!(pivot > noise)) leftOut = max(leftOut, largestShare(column, diagonal, j, inputs));
    scale(column, j, columns, pivot > noise ? 1.0 / Math.sqrt(pivot) : 0.0);
    for (let k = j + 1; k < columns; k++) takeOff(matrix + k * stride, column, k, columns);
  }
  return leftOut;
}

/** Largest |S_ij|/√(K_ii K_jj), i ≥ j, of a column about to be left out; 0 where a diagonal entry is 0. */
function largestShare(column: usize, diagonal: usize, j: usize, inputs: usize): f64 {
  const root = Math.sqrt(load<f64>(diagonal + j * 8));
  let largest = 0.0;
  for (let i = j; i < inputs; i++) {
    const share = Math.abs(load<f64>(column + i * 8)) / (root * Math.sqrt(load<f64>(diagonal + i * 8)));
    if (share > largest) largest = share;
  }
  return largest;
}

/** Column ← factor · column, rows from `row` on. */
@inline function scale(column: usize, row: usize, columns: usize, factor: f64): void {
  const factors = f64x2.splat(factor);
  const end = column + columns * 8;
  for (let at = column + (row & ~1) * 8; at < end; at += 16) v128.store(at, f64x2.mul(v128.load(at), factors));
}

/** Column k ← column k − L_kj · column j, rows from k on. */
@inline function takeOff(columnK: usize, columnJ: usize, k: usize, columns: usize): void {
  const factor = v128.load64_splat(columnJ + k * 8);
  const end = columns * 8;
  for (let at = (k & ~1) * 8; at < end; at += 16) {
    v128.store(columnK + at, f64x2.sub(v128.load(columnK + at), f64x2.mul(factor, v128.load(columnJ + at))));
  }
}

/**
 * Copies a lower triangle into blocks of four rows: block b holds, for k = 0 … 4b + 3, rows 4b … 4b + 3 of column k;
 * zero above the diagonal and beyond `columns`.
 */
export function pack(matrix: usize, stride: usize, columns: usize, to: usize): void {
  for (let row: usize = 0; row < columns; row += 4) {
    for (let k: usize = 0; k < row + 4; k++) {
      for (let i = row; i < row + 4; i++, to += 8) {
        store<f64>(to, i < columns && k <= i ? load<f64>(matrix + k * stride + i * 8) : 0);
      }
    }
  }
}
