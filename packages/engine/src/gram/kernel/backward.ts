import { PANEL, STRIDE, WORDS } from './addresses';
import { addCross, addRowProduct, packRows } from './backward-products';
import {
  cross, crossRows, freshBiases, freshCross, images, normalSums, otherSignals, scratch, signalDiagonal, signalFactor, signalGram,
  signalInputs, signals, signalStride, signalTriangle,
} from './backward-settings';
import { clearAbove, scaleMatrix, solveRight, subtractProduct } from './backward-solve';
import { addMultiple, addProduct, addSum, copyColumns, multiplyColumn, scaleColumn, usedBytes } from './columns';
import { factorize, pack } from './factor';
import { normals, radii } from './gaussian';
import { addGram } from './gram';
import { clearTail, fillPanel, shift } from './panel';
import { drawWords } from './philox';
import { activate, differentiate } from './postactivations';
import { multiplyTriangle } from './product';
import { matrixStride, normalization, panelBytes, skip } from './settings';

let abovePanels: usize = 0;
let aboveWidth: i32 = 0;
let aboveFactor: usize = 0;
let belowPanels: usize = 0;
let belowWidth: i32 = 0;
let belowStatistics: usize = 0;
/** Signals reached and left; one place unless they are needed together. */
let reached: usize = 0;
let left: usize = 0;

/** The layer that signals leave: kept panels, neurons, factor of the covariance of W y + b. */
export function leaveLayer(panels: usize, width: i32, factor: usize): void {
  abovePanels = panels;
  aboveWidth = width;
  aboveFactor = factor;
}

/** The layer that they reach: kept panels, neurons, and under layer normalization (mean, 1/sd) of every column. */
export function reachLayer(panels: usize, width: i32, statistics: usize): void {
  belowPanels = panels;
  belowWidth = width;
  belowStatistics = statistics;
}

@inline function matrixBytes(): usize { return signalStride * (signalStride >> 3); }

@inline function signalPanel(place: usize, panel: i32): usize { return place + <usize>panel * signalStride * PANEL; }

@inline function keptPanel(place: usize, panel: i32): usize { return place + <usize>panel * panelBytes; }

/** X = δ zᵀ with z the new parts. From layer L, where δ is 1 at neuron 1 and 0 elsewhere, that is one row: z of that neuron. */
function storeCross(isLast: bool): void {
  memory.fill(cross, 0, matrixBytes());
  for (let first = 0, count = isLast ? 1 : aboveWidth; first < count; first += PANEL) {
    const panel = first / PANEL;
    const bytes = usedBytes(count - first);
    let z = keptPanel(abovePanels, panel);
    if (skip != 0) {
      copyColumns(scratch, z, signalInputs, bytes);
      z = scratch;
      const below = keptPanel(belowPanels, panel);
      for (let at: usize = 0; at < signalInputs * STRIDE; at += STRIDE) addMultiple(z + at, below + at, -skip, bytes);
    }
    if (!isLast) addCross(signalPanel(left, panel), signalInputs, z, signalInputs, cross, signalStride, bytes);
    else for (let a: usize = 0; a < signalInputs; a++) store<f64>(cross + a * signalStride, load<f64>(z + a * STRIDE));
  }
}

/** R of R Rᵀ = δ δᵀ, zero above its diagonal. */
function storeSignalFactor(isLast: bool): void {
  memory.copy(signalFactor, signalGram, signalStride * signalInputs);
  if (isLast) {
    store<f64>(signalFactor, 1);
    return;
  }
  factorize(signalFactor, signalStride, signalInputs, signalDiagonal);
  clearAbove(signalFactor, signalStride, signalInputs);
}

/** Panel ← (panel − mean)/sd. */
function normalizeColumns(panel: usize, bytes: usize): void {
  for (let a: usize = 0; a < signalInputs; a++) {
    const statistics = belowStatistics + a * 16;
    shift(panel, a, a + 1, bytes, -load<f64>(statistics));
    scaleColumn(panel + a * STRIDE, load<f64>(statistics, 8), bytes);
  }
}

/** Where φ is taken: preactivations, normalized if that comes first. */
function copyArguments(to: usize, panel: i32, bytes: usize): void {
  copyColumns(to, keptPanel(belowPanels, panel), signalInputs, bytes);
  if (normalization == 1) normalizeColumns(to, bytes);
}

function storeImages(panel: i32, count: i32, bytes: usize): void {
  const image = signalPanel(images, panel);
  copyArguments(image, panel, bytes);
  for (let at = image, end = image + signalInputs * STRIDE; at < end; at += STRIDE) activate(at, bytes);
  if (normalization == 2) normalizeColumns(image, bytes);
  clearTail(image, signalInputs, count, bytes);
}

/** Fresh rows into the place of the signals to come, activations beside them, and the products T of both, biases included. */
function drawFreshRows(network: i32, layerWord: i32, rows: usize, weightDeviation: f64, biasDeviation: f64): void {
  memory.fill(freshCross, 0, matrixBytes());
  for (let first = 0, panel = 0; first < belowWidth; first += PANEL, panel++) {
    const count = min(PANEL, belowWidth - first);
    const bytes = usedBytes(count);
    const fresh = signalPanel(reached, panel);
    fillPanel(fresh, <i32>rows, bytes, first >> 2, network, layerWord);
    clearTail(fresh, rows, count, bytes);
    storeImages(panel, count, bytes);
    addCross(fresh, rows, signalPanel(images, panel), signalInputs, freshCross, signalStride, bytes);
  }
  scaleMatrix(freshCross, signalStride, signalInputs, weightDeviation);
  drawBiases(network, layerWord, <i32>rows);
  for (let at = freshCross, end = freshCross + signalInputs * signalStride; at < end; at += signalStride) {
    addMultiple(at, freshBiases, biasDeviation, signalStride);
  }
}

/** Column Q of the step's normals: the bias coordinate of every fresh row. */
function drawBiases(network: i32, layerWord: i32, rows: i32): void {
  for (let first = 0; first < rows; first += PANEL) {
    const end = WORDS + (usedBytes(rows - first) >> 1);
    drawWords(WORDS, end, first >> 2, <i32>signalInputs, network, layerWord);
    radii(WORDS, end);
    normals(WORDS, end, freshBiases + first * 8);
  }
}

/** M = (X − R T) G⁻¹ and R, scaled to the deviation of weights, in blocks of rows. */
function packRowFactors(rows: usize, weightDeviation: f64): void {
  subtractProduct(cross, signalFactor, freshCross, signalStride, rows, signalInputs);
  solveRight(cross, signalStride, aboveFactor, matrixStride, signalInputs);
  packRows(cross, signalStride, rows, signalInputs, weightDeviation * weightDeviation, crossRows);
  scaleMatrix(signalFactor, signalStride, rows, weightDeviation);
  pack(signalFactor, signalStride, rows, signalTriangle);
}

/** Signals ∘ φ′. */
function multiplySlopes(signal: usize, panel: i32, bytes: usize): void {
  copyArguments(scratch, panel, bytes);
  for (let at: usize = 0; at < signalInputs * STRIDE; at += STRIDE) {
    differentiate(scratch + at, bytes, scratch + at);
    multiplyColumn(signal + at, scratch + at, bytes);
  }
}

/** What layer normalization has made of the layer: φ's arguments, left in `scratch`, or the activations. */
function normalizedPanel(panel: i32, bytes: usize): usize {
  if (normalization == 2) return signalPanel(images, panel);
  copyArguments(scratch, panel, bytes);
  return scratch;
}

/** Fresh rows Z ← R Z + M y, and on through φ′ up to layer normalization, whose sums Σ u and Σ x u it adds to. */
function carryPanel(panel: i32, rows: usize, isLast: bool, bytes: usize): void {
  const signal = signalPanel(reached, panel);
  multiplyTriangle(signal, signalTriangle, rows, bytes);
  addRowProduct(signal, rows, crossRows, signalPanel(images, panel), signalInputs, bytes);
  if (isLast) for (let a: usize = 1; a < signalInputs; a++) memory.copy(signal + a * STRIDE, signal, bytes);
  if (normalization != 2) multiplySlopes(signal, panel, bytes);
  if (normalization == 0) return;
  const x = normalizedPanel(panel, bytes);
  for (let a: usize = 0; a < signalInputs; a++) {
    addSum(signal + a * STRIDE, bytes, normalSums + a * 16);
    addProduct(signal + a * STRIDE, x + a * STRIDE, bytes, normalSums + a * 16 + 8);
  }
}

/** Signals u after layer normalization become (u − mean u − x mean(x u))/sd before it, x its results. */
function passNormalization(panel: i32, count: i32, bytes: usize): void {
  const signal = signalPanel(reached, panel);
  const x = normalizedPanel(panel, bytes);
  for (let a: usize = 0; a < signalInputs; a++) {
    const column = signal + a * STRIDE;
    const sums = normalSums + a * 16;
    shift(signal, a, a + 1, bytes, -(load<f64>(sums) / <f64>belowWidth));
    addMultiple(column, x + a * STRIDE, -(load<f64>(sums, 8) / <f64>belowWidth), bytes);
    scaleColumn(column, load<f64>(belowStatistics + a * 16, 8), bytes);
  }
  if (normalization == 2) multiplySlopes(signal, panel, bytes);
  clearTail(signal, signalInputs, count, bytes);
}

/** What the skip connection carries past the layer. */
function addSkipped(panel: i32, isLast: bool, bytes: usize): void {
  const signal = signalPanel(reached, panel);
  const above = signalPanel(left, panel);
  for (let at: usize = 0; at < signalInputs * STRIDE; at += STRIDE) {
    if (!isLast) addMultiple(signal + at, above + at, skip, bytes);
    else if (panel == 0) store<f64>(signal + at, load<f64>(signal + at) + skip);
  }
}

/** Signals one layer down; `isLast`: from layer L. */
export function stepBack(network: i32, layerWord: i32, weightDeviation: f64, biasDeviation: f64, isLast: bool): void {
  const rows: usize = isLast ? 1 : signalInputs;
  left = reached;
  reached = left == signals ? otherSignals : signals;
  storeCross(isLast);
  storeSignalFactor(isLast);
  drawFreshRows(network, layerWord, rows, weightDeviation, biasDeviation);
  packRowFactors(rows, weightDeviation);
  memory.fill(normalSums, 0, signalInputs * 16);
  memory.fill(signalGram, 0, matrixBytes());
  for (let first = 0, panel = 0; first < belowWidth; first += PANEL, panel++) {
    const bytes = usedBytes(belowWidth - first);
    carryPanel(panel, rows, isLast, bytes);
    if (normalization == 0) finishPanel(panel, isLast, bytes);
  }
  if (normalization == 0) return;
  for (let first = 0, panel = 0; first < belowWidth; first += PANEL, panel++) {
    const bytes = usedBytes(belowWidth - first);
    passNormalization(panel, min(PANEL, belowWidth - first), bytes);
    finishPanel(panel, isLast, bytes);
  }
}

function finishPanel(panel: i32, isLast: bool, bytes: usize): void {
  if (skip != 0) addSkipped(panel, isLast, bytes);
  addGram(signalPanel(reached, panel), signalGram, signalStride, signalInputs, bytes);
}
