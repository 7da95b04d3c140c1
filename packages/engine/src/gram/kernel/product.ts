import { STRIDE } from './addresses';

@inline function madd(sum: v128, x: v128, y: v128): v128 { return f64x2.add(sum, f64x2.mul(x, y)); }

/**
 * Panel ← L · panel, in place, for a factor packed in blocks of four rows (see `pack`). Each value is summed from zero
 * in ascending k. Blocks of rows go from the last to the first, since they read the rows above them.
 */
export function multiplyTriangle(panel: usize, factor: usize, columns: usize, bytes: usize): void {
  const blocks = (columns + 3) >> 2;
  for (let b = <isize>blocks - 1; b >= 0; b--) {
    // Block b begins after 16 (1 + 2 + … + b) numbers.
    multiplyBlock(panel, factor + b * (b + 1) * 64, b * 4, bytes);
  }
}

/** Rows `row` … `row` + 3, four neurons at a time. */
function multiplyBlock(panel: usize, factor: usize, row: usize, bytes: usize): void {
  const triangle = factor + row * 32;
  const rows = panel + row * STRIDE;
  for (let n: usize = 0; n < bytes; n += 32) {
    let g = panel + n;
    let a0 = f64x2.splat(0), a1 = a0, a2 = a0, a3 = a0;
    let b0 = a0, b1 = a0, b2 = a0, b3 = a0;
    for (let l = factor; l < triangle; l += 32, g += STRIDE) {
      const x = v128.load(g), y = v128.load(g, 16);
      let c = v128.load64_splat(l);
      a0 = madd(a0, c, x); b0 = madd(b0, c, y);
      c = v128.load64_splat(l, 8);
      a1 = madd(a1, c, x); b1 = madd(b1, c, y);
      c = v128.load64_splat(l, 16);
      a2 = madd(a2, c, x); b2 = madd(b2, c, y);
      c = v128.load64_splat(l, 24);
      a3 = madd(a3, c, x); b3 = madd(b3, c, y);
    }
    finishRows(rows + n, triangle, a0, a1, a2, a3);
    finishRows(rows + n + 16, triangle, b0, b1, b2, b3);
  }
}

/** The triangle on the diagonal: adds what rows `row` … of the block itself contribute, for two neurons. */
@inline function finishRows(at: usize, l: usize, s0: v128, s1: v128, s2: v128, s3: v128): void {
  const x0 = v128.load(at);
  const x1 = v128.load(at, STRIDE);
  const x2 = v128.load(at, 2 * STRIDE);
  const x3 = v128.load(at, 3 * STRIDE);
  v128.store(at, madd(s0, v128.load64_splat(l), x0));
  v128.store(at, madd(madd(s1, v128.load64_splat(l, 8), x0), v128.load64_splat(l, 40), x1), STRIDE);
  s2 = madd(madd(s2, v128.load64_splat(l, 16), x0), v128.load64_splat(l, 48), x1);
  v128.store(at, madd(s2, v128.load64_splat(l, 80), x2), 2 * STRIDE);
  s3 = madd(madd(s3, v128.load64_splat(l, 24), x0), v128.load64_splat(l, 56), x1);
  v128.store(at, madd(madd(s3, v128.load64_splat(l, 88), x2), v128.load64_splat(l, 120), x3), 3 * STRIDE);
}
