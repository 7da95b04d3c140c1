import { STRIDE } from './addresses';
import { addBlock } from './gram';

@inline function madd(sum: v128, x: v128, y: v128): v128 { return f64x2.add(sum, f64x2.mul(x, y)); }

/**
 * Adds Σ_n x_in y_jn over a panel's neurons to the matrix whose columns lie `stride` bytes apart; even and odd neurons apart, from
 * zero, then together. Four rows by two columns at a time, so both panels and the matrix are padded to fours.
 */
export function addCross(x: usize, rows: usize, y: usize, columns: usize, to: usize, stride: usize, bytes: usize): void {
  for (let row: usize = 0; row < rows; row += 4) {
    for (let column: usize = 0; column < columns; column += 2) {
      addBlock(x + row * STRIDE, y + column * STRIDE, to + column * stride + row * 8, stride, bytes);
    }
  }
}

/** Copies a matrix, scaled, into blocks of four rows: block b holds, for every column, its rows 4b … 4b + 3. */
export function packRows(matrix: usize, stride: usize, rows: usize, columns: usize, factor: f64, to: usize): void {
  const factors = f64x2.splat(factor);
  for (let row: usize = 0; row < rows; row += 4) {
    let from = matrix + row * 8;
    for (let column: usize = 0; column < columns; column++, from += stride, to += 32) {
      v128.store(to, f64x2.mul(v128.load(from), factors));
      v128.store(to, f64x2.mul(v128.load(from, 16), factors), 16);
    }
  }
}

/** Panel ← panel + M · source for a matrix packed in blocks of four rows; added in ascending columns of M. */
export function addRowProduct(panel: usize, rows: usize, matrix: usize, source: usize, columns: usize, bytes: usize): void {
  for (let row: usize = 0; row < rows; row += 4) {
    addRows(panel + row * STRIDE, matrix + row * columns * 8, source, columns, bytes);
  }
}

/** Four rows, four neurons at a time. */
function addRows(rows: usize, matrix: usize, source: usize, columns: usize, bytes: usize): void {
  const endOfMatrix = matrix + columns * 32;
  for (const end = rows + bytes; rows < end; rows += 32, source += 32) {
    let a0 = v128.load(rows), b0 = v128.load(rows, 16);
    let a1 = v128.load(rows, STRIDE), b1 = v128.load(rows, STRIDE + 16);
    let a2 = v128.load(rows, 2 * STRIDE), b2 = v128.load(rows, 2 * STRIDE + 16);
    let a3 = v128.load(rows, 3 * STRIDE), b3 = v128.load(rows, 3 * STRIDE + 16);
    let from = source;
    for (let m = matrix; m < endOfMatrix; m += 32, from += STRIDE) {
      const x = v128.load(from), y = v128.load(from, 16);
      let c = v128.load64_splat(m);
      a0 = madd(a0, c, x); b0 = madd(b0, c, y);
      c = v128.load64_splat(m, 8);
      a1 = madd(a1, c, x); b1 = madd(b1, c, y);
      c = v128.load64_splat(m, 16);
      a2 = madd(a2, c, x); b2 = madd(b2, c, y);
      c = v128.load64_splat(m, 24);
      a3 = madd(a3, c, x); b3 = madd(b3, c, y);
    }
    v128.store(rows, a0); v128.store(rows, b0, 16);
    v128.store(rows, a1, STRIDE); v128.store(rows, b1, STRIDE + 16);
    v128.store(rows, a2, 2 * STRIDE); v128.store(rows, b2, 2 * STRIDE + 16);
    v128.store(rows, a3, 3 * STRIDE); v128.store(rows, b3, 3 * STRIDE + 16);
  }
}
