import { PANEL, STRIDE } from './addresses';
import { addMultiple, addProduct, addSum, copyColumns, scaleColumn, usedBytes } from './columns';
import { addGram } from './gram';
import { clearTail, shift } from './panel';
import { activatePanel, addGain } from './postactivations';
import {
  columns, gains, matrixStride, moments, normalization, panel, panelBytes, postactivationGram, statistics, stored, values, width,
} from './settings';

@inline function mean(column: i32): f64 { return load<f64>(statistics + column * 16); }
@inline function ratio(column: i32): f64 { return load<f64>(statistics + column * 16, 8); }

/** Takes from every column of the panel its mean. */
function center(count: i32, bytes: usize): void {
  for (let column = 0; column < columns; column++) shift(panel, column, column + 1, bytes, -mean(column));
  clearTail(panel, columns, count, bytes);
}

/** Panel ← centered kept values. */
function loadCentered(from: usize, count: i32, bytes: usize): void {
  copyColumns(panel, from, columns, bytes);
  center(count, bytes);
}

/** Sums of the panel's postactivations, from which their means follow. */
export function addPostactivationSums(count: i32, bytes: usize): void {
  activatePanel(bytes);
  clearTail(panel, columns, count, bytes);
  for (let column = 0; column < columns; column++) addSum(panel + column * STRIDE, bytes, moments + column * 8);
}

/** Sums of squared deviations of the values, and of products of tangents with the first input's deviations. */
export function addDeviations(): void {
  memory.fill(moments, 0, columns * 8);
  for (let first = 0, from = stored; first < width; first += PANEL, from += panelBytes) {
    const bytes = usedBytes(width - first);
    loadCentered(from, min(PANEL, width - first), bytes);
    for (let column = 0; column < columns; column++) {
      const x = panel + column * STRIDE;
      addProduct(x, column < values ? x : panel, bytes, moments + column * 8);
    }
  }
}

/** Panel ← (z − mean)/sd for values, and its derivative along each tangent. */
function normalizePanel(from: usize, count: i32, bytes: usize): void {
  loadCentered(from, count, bytes);
  for (let column = values; column < columns; column++) {
    addMultiple(panel + column * STRIDE, panel, -ratio(column), bytes);
    scaleColumn(panel + column * STRIDE, ratio(0), bytes);
  }
  for (let column = 0; column < values; column++) scaleColumn(panel + column * STRIDE, ratio(column), bytes);
}

/**
 * Gram matrix of the next layer's inputs y from kept preactivations: y = φ((z − mean)/sd), or for normalized postactivations
 * φ(z) − mean, which the host divides by sd, and likewise for tangents. Gains of the first inputs come along.
 */
export function addNormalizedActivations(isLast: bool): void {
  for (let first = 0, from = stored; first < width; first += PANEL, from += panelBytes) {
    const count = min(PANEL, width - first);
    const bytes = usedBytes(width - first);
    if (normalization == 1) {
      normalizePanel(from, count, bytes);
      for (let input = 0; input < gains; input++) addGain(input, panel + input * STRIDE, panel + input * STRIDE, count, bytes);
      if (isLast) continue;
      activatePanel(bytes);
      clearTail(panel, columns, count, bytes);
    } else {
      copyColumns(panel, from, columns, bytes);
      activatePanel(bytes);
      center(count, bytes);
      for (let input = 0; input < gains; input++) addGain(input, from + input * STRIDE, panel + input * STRIDE, count, bytes);
    }
    addGram(panel, postactivationGram, matrixStride, columns, bytes);
  }
}
