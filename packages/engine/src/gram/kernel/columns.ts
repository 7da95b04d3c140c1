import { PANEL, STRIDE } from './addresses';

/** Bytes of a column of a panel in use, for a layer that has `count` neurons from this panel on. */
@inline export function usedBytes(count: i32): usize { return ((min(PANEL, count) + 15) & ~15) * 8; }

/** Copies columns 0 … count − 1 of a panel. */
export function copyColumns(to: usize, from: usize, count: usize, bytes: usize): void {
  for (let column: usize = 0; column < count; column++, to += STRIDE, from += STRIDE) memory.copy(to, from, bytes);
}

/** Column ← column + factor · other. */
export function addMultiple(column: usize, other: usize, factor: f64, bytes: usize): void {
  const factors = f64x2.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16) {
    const term = f64x2.mul(v128.load(other + at), factors);
    v128.store(column + at, f64x2.add(v128.load(column + at), term));
  }
}

/** Column ← factor · column. */
export function scaleColumn(column: usize, factor: f64, bytes: usize): void {
  const factors = f64x2.splat(factor);
  for (const end = column + bytes; column < end; column += 16) v128.store(column, f64x2.mul(v128.load(column), factors));
}

/** Column ← column ∘ other. */
export function multiplyColumn(column: usize, other: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(column + at, f64x2.mul(v128.load(column + at), v128.load(other + at)));
  }
}

/** Adds Σ x_n y_n to a number: even and odd neurons from zero apart, then together. */
export function addProduct(x: usize, y: usize, bytes: usize, to: usize): void {
  let sum = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) sum = f64x2.add(sum, f64x2.mul(v128.load(x + at), v128.load(y + at)));
  store<f64>(to, load<f64>(to) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
}

/** Adds Σ x_n to a number, likewise. */
export function addSum(x: usize, bytes: usize, to: usize): void {
  let sum = f64x2.splat(0);
  for (const end = x + bytes; x < end; x += 16) sum = f64x2.add(sum, v128.load(x));
  store<f64>(to, load<f64>(to) + (f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1)));
}
