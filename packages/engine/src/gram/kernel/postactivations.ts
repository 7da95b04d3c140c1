import { bend, bendSlope, lookUp, wrap } from './activation';
import { STRIDE } from './addresses';
import { addProduct, multiplyColumn } from './columns';
import { clearTail } from './panel';
import { columns, form, gainSums, grid, nodes, normalization, panel, period, slope, slopeNodes, slopes, values } from './settings';

/** φ of a column, in place. */
@inline export function activate(at: usize, bytes: usize): void {
  const end = at + bytes;
  if (form == 2) bend(at, end, slope);
  else {
    if (form == 1) wrap(at, end, period);
    lookUp(at, end, nodes, grid);
  }
}

/** φ′ of a column at `at`, to another place. */
export function differentiate(at: usize, bytes: usize, to: usize): void {
  const end = to + bytes;
  memory.copy(to, at, bytes);
  if (form == 2) bendSlope(to, end, slope);
  else {
    if (form == 1) wrap(to, end, period);
    lookUp(to, end, slopeNodes, grid);
  }
}

/** The panel's columns through φ: values become φ(z), tangents φ′(z) ∘ u with z the first input's. */
export function activatePanel(bytes: usize): void {
  if (columns > values) {
    differentiate(panel, bytes, slopes);
    for (let column = values; column < columns; column++) multiplyColumn(panel + column * STRIDE, slopes, bytes);
  }
  for (let column = 0; column < values; column++) activate(panel + column * STRIDE, bytes);
}

/**
 * Adds Σ φ′(a)² to an input's first sum and, under layer normalization, Σ φ′(a)² x² to its second.
 *
 * @param at - a, one column.
 * @param x - its normalized values, or a multiple of them.
 */
export function addGain(input: i32, at: usize, x: usize, count: i32, bytes: usize): void {
  const to = gainSums + input * 16;
  differentiate(at, bytes, slopes);
  clearTail(slopes, 1, count, bytes);
  addProduct(slopes, slopes, bytes, to);
  if (normalization == 0) return;
  multiplyColumn(slopes, x, bytes);
  addProduct(slopes, slopes, bytes, to + 8);
}
