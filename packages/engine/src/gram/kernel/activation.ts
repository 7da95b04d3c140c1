/** φ(z) = z for z ≥ 0 and slope · z below, in place. */
export function bend(at: usize, end: usize, slope: f64): void {
  const slopes = f64x2.splat(slope);
  const zero = f64x2.splat(0);
  for (; at < end; at += 16) {
    const z = v128.load(at);
    v128.store(at, v128.bitselect(f64x2.mul(z, slopes), z, f64x2.lt(z, zero)));
  }
}

/** Slope of `bend` in place of z: 1 above zero, `slope` below, their mean at zero. */
export function bendSlope(at: usize, end: usize, slope: f64): void {
  const slopes = f64x2.splat(slope);
  const one = f64x2.splat(1);
  const mean = f64x2.splat((1 + slope) / 2);
  const zero = f64x2.splat(0);
  for (; at < end; at += 16) {
    const z = v128.load(at);
    const sides = v128.bitselect(slopes, one, f64x2.lt(z, zero));
    v128.store(at, v128.bitselect(mean, sides, f64x2.eq(z, zero)));
  }
}

/**
 * z ← z − period · round(z / period), in place. The period comes in three parts, the first two short enough that their
 * products with the integer are exact.
 */
export function wrap(at: usize, end: usize, parts: usize): void {
  const inverse = v128.load64_splat(parts);
  const part1 = v128.load64_splat(parts, 8);
  const part2 = v128.load64_splat(parts, 16);
  const part3 = v128.load64_splat(parts, 24);
  // Adding and subtracting 1.5 · 2⁵² rounds to the nearest integer.
  const large = v128.load64_splat(parts, 32);
  for (; at < end; at += 16) {
    const z = v128.load(at);
    const turns = f64x2.sub(f64x2.add(f64x2.mul(z, inverse), large), large);
    const rough = f64x2.sub(f64x2.sub(z, f64x2.mul(turns, part1)), f64x2.mul(turns, part2));
    v128.store(at, f64x2.sub(rough, f64x2.mul(turns, part3)));
  }
}

/** Even and odd parts, in d, of a polynomial of degree seven whose coefficients lie at `c`: (Σ c₂ₖ d²ᵏ, Σ c₂ₖ₊₁ d²ᵏ). */
@inline function evenAndOdd(c: usize, square: v128): v128 {
  let sum = f64x2.add(f64x2.mul(v128.load(c, 48), square), v128.load(c, 32));
  sum = f64x2.add(f64x2.mul(sum, square), v128.load(c, 16));
  return f64x2.add(f64x2.mul(sum, square), v128.load(c));
}

/**
 * φ from its Taylor polynomials about a uniform grid of nodes, in place. The node is the nearest to z, found by adding a
 * number so large that the sum's last bit is one grid step; beyond the last nodes their polynomials go on.
 *
 * @param nodes - eight coefficients for each node, lowest power first.
 * @param grid - lowest and highest node, and the number to add.
 */
export function lookUp(at: usize, end: usize, nodes: usize, grid: usize): void {
  const lowest = v128.load64_splat(grid);
  const highest = v128.load64_splat(grid, 8);
  const large = v128.load64_splat(grid, 16);
  for (; at < end; at += 16) {
    const z = v128.load(at);
    const sum = f64x2.add(f64x2.pmin(f64x2.pmax(z, lowest), highest), large);
    const d = f64x2.sub(z, f64x2.sub(sum, large));
    const offset = i32x4.shl(sum, 6);
    const square = f64x2.mul(d, d);
    const first = evenAndOdd(nodes + i32x4.extract_lane(offset, 0), i64x2.shuffle(square, square, 0, 0));
    const second = evenAndOdd(nodes + i32x4.extract_lane(offset, 2), i64x2.shuffle(square, square, 1, 1));
    const even = i64x2.shuffle(first, second, 0, 2);
    const odd = i64x2.shuffle(first, second, 1, 3);
    v128.store(at, f64x2.add(even, f64x2.mul(odd, d)));
  }
}
