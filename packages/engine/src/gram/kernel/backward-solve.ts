import { scaleColumn } from './columns';

// Small matrices by columns: entry (i, j) at j · stride + 8 i. Those that are written have columns padded to fours.

/** Column ← column − factor · other; `bytes` of each. */
@inline function takeOff(column: usize, factor: usize, other: usize, bytes: usize): void {
  const factors = v128.load64_splat(factor);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(column + at, f64x2.sub(v128.load(column + at), f64x2.mul(v128.load(other + at), factors)));
  }
}

/** 1/L_jj, or 0 for a column that the factorization left out. */
@inline function inversePivot(factor: usize, stride: usize, j: usize): f64 {
  const pivot = load<f64>(factor + j * (stride + 8));
  return pivot > 0 ? 1.0 / pivot : 0.0;
}

/** Zeros above the diagonal. */
export function clearAbove(matrix: usize, stride: usize, columns: usize): void {
  for (let j: usize = 0; j < columns; j++) memory.fill(matrix + j * stride, 0, j * 8);
}

/** Matrix ← factor · matrix. */
export function scaleMatrix(matrix: usize, stride: usize, columns: usize, factor: f64): void {
  for (let j: usize = 0; j < columns; j++) scaleColumn(matrix + j * stride, factor, stride);
}

/** X ← X − R T in ascending columns of R. */
export function subtractProduct(x: usize, r: usize, t: usize, stride: usize, inner: usize, columns: usize): void {
  for (let j: usize = 0; j < columns; j++) {
    for (let k: usize = 0; k < inner; k++) takeOff(x + j * stride, t + j * stride + k * 8, r + k * stride, stride);
  }
}

/**
 * X ← X G⁻¹ on the span of the columns that the factorization G = L Lᵀ kept: X L⁻ᵀ from the first column to the last, then X L⁻¹ from the last
 * to the first. Columns left out come out zero.
 */
export function solveRight(x: usize, stride: usize, factor: usize, factorStride: usize, columns: usize): void {
  for (let j: usize = 0; j < columns; j++) {
    const column = x + j * stride;
    for (let k: usize = 0; k < j; k++) takeOff(column, factor + k * factorStride + j * 8, x + k * stride, stride);
    scaleColumn(column, inversePivot(factor, factorStride, j), stride);
  }
  for (let j = <isize>columns - 1; j >= 0; j--) {
    const column = x + j * stride;
    for (let k = j + 1; k < <isize>columns; k++) {
      takeOff(column, factor + j * factorStride + k * 8, x + k * stride, stride);
    }
    scaleColumn(column, inversePivot(factor, factorStride, j), stride);
  }
}
