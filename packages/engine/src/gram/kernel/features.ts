import { STRIDE } from './addresses';

/** Adds both lanes of x and of y to two numbers. */
@inline function addLanes(to: usize, x: v128, y: v128): void {
  const sums = f64x2.add(i64x2.shuffle(x, y, 0, 2), i64x2.shuffle(x, y, 1, 3));
  v128.store(to, f64x2.add(v128.load(to), sums));
}

/** Adds Σ z, Σ z², Σ z³, Σ z⁴ of each column to four numbers; two columns at a time, whose sums do not wait for each other. */
export function addPowers(panel: usize, columns: usize, bytes: usize, to: usize): void {
  for (let column: usize = 0; column < columns; column += 2, panel += 2 * STRIDE, to += 64) {
    let a1 = f64x2.splat(0), a2 = a1, a3 = a1, a4 = a1;
    let b1 = a1, b2 = a1, b3 = a1, b4 = a1;
    for (let at = panel, end = panel + bytes; at < end; at += 16) {
      const x = v128.load(at), xx = f64x2.mul(x, x);
      a1 = f64x2.add(a1, x); a2 = f64x2.add(a2, xx);
      a3 = f64x2.add(a3, f64x2.mul(xx, x)); a4 = f64x2.add(a4, f64x2.mul(xx, xx));
      const y = v128.load(at, STRIDE), yy = f64x2.mul(y, y);
      b1 = f64x2.add(b1, y); b2 = f64x2.add(b2, yy);
      b3 = f64x2.add(b3, f64x2.mul(yy, y)); b4 = f64x2.add(b4, f64x2.mul(yy, yy));
    }
    addLanes(to, a1, a2);
    addLanes(to + 16, a3, a4);
    addLanes(to + 32, b1, b2);
    addLanes(to + 48, b3, b4);
  }
}

/** Counts u in its bin: the bins below its grid cell, and one more if u has passed the one edge that may lie in the cell. */
@inline function countOne(counts: usize, cell: usize, u: f64): void {
  const bin = counts + (load<u32>(cell, 8) + u32(u >= load<f64>(cell))) * 4;
  store<i32>(bin, load<i32>(bin) + 1);
}

/**
 * Histogram of z · inverseScale over `neurons` values.
 *
 * @param cells - for each cell of a uniform grid, finer than the bins: an edge (or NaN), and the number of edges below the cell.
 * @param grid - lowest and highest cell, and the number whose sum with u has the cell's number as its last bits.
 */
export function countBins(at: usize, neurons: i32, inverseScale: f64, cells: usize, grid: usize, counts: usize): void {
  const scale = f64x2.splat(inverseScale);
  const lowest = v128.load64_splat(grid);
  const highest = v128.load64_splat(grid, 8);
  const large = v128.load64_splat(grid, 16);
  for (; neurons > 0; neurons -= 2, at += 16) {
    const u = f64x2.mul(v128.load(at), scale);
    const sum = f64x2.add(f64x2.pmin(f64x2.pmax(u, lowest), highest), large);
    const offset = i32x4.shl(sum, 4);
    countOne(counts, cells + i32x4.extract_lane(offset, 0), f64x2.extract_lane(u, 0));
    if (neurons > 1) countOne(counts, cells + i32x4.extract_lane(offset, 2), f64x2.extract_lane(u, 1));
  }
}
