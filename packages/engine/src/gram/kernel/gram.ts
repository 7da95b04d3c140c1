import { STRIDE } from './addresses';

@inline function madd(sum: v128, x: v128, y: v128): v128 { return f64x2.add(sum, f64x2.mul(x, y)); }

/** Adds the two lanes of x to the number at `to` and the two lanes of y to the next. */
@inline function addLanes(to: usize, x: v128, y: v128): void {
  const sums = f64x2.add(i64x2.shuffle(x, y, 0, 2), i64x2.shuffle(x, y, 1, 3));
  v128.store(to, f64x2.add(v128.load(to), sums));
}

/**
 * Adds Σ_n p_in p_jn, i ≥ j, over the panel's neurons to the matrix whose columns lie `stride` bytes apart. Even and odd neurons
 * are summed from zero apart, then together. Four rows by two columns at a time; columns are padded to fours with zeros.
 */
export function addGram(panel: usize, gram: usize, stride: usize, columns: usize, bytes: usize): void {
  for (let row: usize = 0; row < columns; row += 4) {
    const rows = panel + row * STRIDE;
    const to = gram + row * 8;
    for (let column: usize = 0; column < row; column += 2) {
      addBlock(rows, panel + column * STRIDE, to + column * stride, stride, bytes);
    }
    addDiagonal(rows, to + row * stride, stride, bytes);
  }
}

/** Four rows by two columns. */
@inline export function addBlock(rows: usize, columns: usize, to: usize, stride: usize, bytes: usize): void {
  let a0 = f64x2.splat(0), a1 = a0, a2 = a0, a3 = a0;
  let b0 = a0, b1 = a0, b2 = a0, b3 = a0;
  for (const end = rows + bytes; rows < end; rows += 16, columns += 16) {
    const x0 = v128.load(rows);
    const x1 = v128.load(rows, STRIDE);
    const x2 = v128.load(rows, 2 * STRIDE);
    const x3 = v128.load(rows, 3 * STRIDE);
    let y = v128.load(columns);
    a0 = madd(a0, x0, y); a1 = madd(a1, x1, y); a2 = madd(a2, x2, y); a3 = madd(a3, x3, y);
    y = v128.load(columns, STRIDE);
    b0 = madd(b0, x0, y); b1 = madd(b1, x1, y); b2 = madd(b2, x2, y); b3 = madd(b3, x3, y);
  }
  addLanes(to, a0, a1);
  addLanes(to + 16, a2, a3);
  addLanes(to + stride, b0, b1);
  addLanes(to + stride + 16, b2, b3);
}

function addDiagonal(rows: usize, to: usize, stride: usize, bytes: usize): void {
  let s00 = f64x2.splat(0), s10 = s00, s20 = s00, s30 = s00, s11 = s00;
  let s21 = s00, s31 = s00, s22 = s00, s32 = s00, s33 = s00;
  for (const end = rows + bytes; rows < end; rows += 16) {
    const x0 = v128.load(rows);
    const x1 = v128.load(rows, STRIDE);
    const x2 = v128.load(rows, 2 * STRIDE);
    const x3 = v128.load(rows, 3 * STRIDE);
    s00 = madd(s00, x0, x0); s10 = madd(s10, x1, x0); s20 = madd(s20, x2, x0); s30 = madd(s30, x3, x0);
    s11 = madd(s11, x1, x1); s21 = madd(s21, x2, x1); s31 = madd(s31, x3, x1);
    s22 = madd(s22, x2, x2); s32 = madd(s32, x3, x2); s33 = madd(s33, x3, x3);
  }
  addLanes(to, s00, s10);
  addLanes(to + 16, s20, s30);
  addLanes(to + stride, s10, s11);
  addLanes(to + stride + 16, s21, s31);
  addLanes(to + 2 * stride + 16, s22, s32);
  addLanes(to + 3 * stride + 16, s32, s33);
}
