import { PANEL, STRIDE } from './addresses';
import { addMultiple, copyColumns, scaleColumn, usedBytes } from './columns';
import { factorize, pack } from './factor';
import { addPowers, countBins } from './features';
import { addGram } from './gram';
import { addPostactivationSums } from './normalization';
import { clearTail, fillPanel, shift } from './panel';
import { activatePanel, addGain } from './postactivations';
import { multiplyTriangle } from './product';
import {
  biased, biases, binCells, binCounts, binGrid, binScales, bins, carried, columns, covariance, diagonal, factor, gains, gainSums, inputs,
  matrixStride, moments, neuronValues, normalization, panel, panelBytes, postactivationGram, powers, preactivationGram, probedInputs,
  probedNeurons, skip, stored, storedBefore, values, width,
} from './settings';

export { leaveLayer, reachLayer, stepBack } from './backward';
export * from './backward-settings';
export { addDeviations, addNormalizedActivations } from './normalization';
export { setKey } from './philox';

/** Cholesky factor of the leading `count` columns of `covariance`, packed for `runLayer`; returns what it leaves out among inputs. */
export function factorizeCovariance(count: i32): f64 {
  const leftOut = factorize(covariance, matrixStride, count, diagonal, inputs);
  pack(covariance, matrixStride, count, factor);
  return leftOut;
}

/** Packs the lower triangle in `covariance` as it is. */
export function packCovariance(): void {
  pack(covariance, matrixStride, columns, factor);
}

function addFeatures(first: i32, count: i32, bytes: usize): void {
  addGram(panel, preactivationGram, matrixStride, inputs, bytes);
  addPowers(panel, columns, bytes, powers);
  for (let input = 0; input < probedInputs; input++) {
    const column = panel + input * STRIDE;
    if (bins > 0) {
      const inverseScale = load<f64>(binScales + input * 8);
      countBins(column, count, inverseScale, binCells, binGrid, binCounts + input * bins * 4);
    }
    if (first == 0) memory.copy(neuronValues + input * probedNeurons * 8, column, min(count, probedNeurons) * 8);
  }
}

function clearSums(): void {
  const matrixBytes = matrixStride * (matrixStride >> 3);
  memory.fill(preactivationGram, 0, matrixBytes);
  memory.fill(postactivationGram, 0, matrixBytes);
  memory.fill(powers, 0, matrixStride * 4);
  memory.fill(binCounts, 0, probedInputs * bins * 4);
  if (width < probedNeurons) memory.fill(neuronValues, 0, probedInputs * probedNeurons * 8);
  if (gains > 0) memory.fill(gainSums, 0, gains * 16);
  if (normalization == 2) memory.fill(moments, 0, columns * 8);
}

/** Adds b_n = deviation · normal to the first columns, and keeps b. */
function addBiases(first: i32, count: i32, bytes: usize, network: i32, biasWord: i32, deviation: f64): void {
  const at = biases + first * 8;
  fillPanel(at, 1, bytes, first >> 2, network, biasWord);
  scaleColumn(at, deviation, bytes);
  for (let column = 0; column < count; column++) addMultiple(panel + column * STRIDE, at, 1, bytes);
}

/** Power sums of the first input's preactivations alone, in the place of the first column's; the factor is packed. */
export function sumFirstColumn(network: i32, layerWord: i32, biasWord: i32, biasDeviation: f64): void {
  memory.fill(powers, 0, 64);
  for (let first = 0; first < width; first += PANEL) {
    const bytes = usedBytes(width - first);
    fillPanel(panel, 1, bytes, first >> 2, network, layerWord);
    multiplyTriangle(panel, factor, 1, bytes);
    if (biasDeviation != 0) addBiases(first, 1, bytes, network, biasWord, biasDeviation);
    clearTail(panel, 1, min(PANEL, width - first), bytes);
    addPowers(panel, 1, bytes, powers);
  }
}

/** Σ g_i g_j over `rows` rows of the layer's normals, or of the packed factor times them, in the place of the activations' Gram matrix. */
export function addNormalsGram(network: i32, layerWord: i32, rows: i32, count: i32, isMultiplied: bool): void {
  memory.fill(postactivationGram, 0, matrixStride * (matrixStride >> 3));
  for (let first = 0; first < rows; first += PANEL) {
    const bytes = usedBytes(rows - first);
    fillPanel(panel, count, bytes, first >> 2, network, layerWord);
    if (isMultiplied) multiplyTriangle(panel, factor, count, bytes);
    clearTail(panel, count, min(PANEL, rows - first), bytes);
    addGram(panel, postactivationGram, matrixStride, count, bytes);
  }
}

/** What is added to the new part W y: the mean of injected columns, biases drawn apart, the skip connection. */
@inline function completePanel(first: i32, bytes: usize, network: i32, mean: f64, biasWord: i32, biasDeviation: f64): void {
  if (mean != 0) shift(panel, inputs, values, bytes, mean);
  if (biasDeviation != 0) addBiases(first, biased, bytes, network, biasWord, biasDeviation);
  if (skip == 0) return;
  const before = storedBefore + <usize>(first / PANEL) * panelBytes;
  for (let column = 0; column < carried; column++) addMultiple(panel + column * STRIDE, before + column * STRIDE, skip, bytes);
}

/**
 * One layer of one network: preactivations from the packed factor, their features, and unless the layer is the last the Gram matrix
 * of their activations; under layer normalization `addNormalizedActivations` does that from the kept preactivations.
 * Neurons pass in panels of 64, so that all steps find them in the cache.
 *
 * @param mean - added to the injected columns.
 */
export function runLayer(network: i32, layerWord: i32, mean: f64, biasWord: i32, biasDeviation: f64, isLast: bool): void {
  clearSums();
  for (let first = 0; first < width; first += PANEL) {
    const count = min(PANEL, width - first);
    const bytes: usize = ((count + 15) & ~15) * 8;
    fillPanel(panel, columns, bytes, first >> 2, network, layerWord);
    multiplyTriangle(panel, factor, columns, bytes);
    completePanel(first, bytes, network, mean, biasWord, biasDeviation);
    clearTail(panel, columns, count, bytes);
    if (stored != 0) copyColumns(stored + <usize>(first / PANEL) * panelBytes, panel, columns, bytes);
    addFeatures(first, count, bytes);
    if (normalization == 1) continue;
    if (normalization == 2) {
      if (!isLast || gains > 0) addPostactivationSums(count, bytes);
      continue;
    }
    for (let input = 0; input < gains; input++) addGain(input, panel + input * STRIDE, panel, count, bytes);
    if (isLast) continue;
    activatePanel(bytes);
    clearTail(panel, columns, count, bytes);
    addGram(panel, postactivationGram, matrixStride, columns, bytes);
  }
}

/** Covariance of the next layer, lower triangle: a · Gram + b. */
export function nextCovariance(a: f64, b: f64): void {
  const factors = f64x2.splat(a);
  const terms = f64x2.splat(b);
  const matrixBytes = matrixStride * (matrixStride >> 3);
  for (let at: usize = 0; at < matrixBytes; at += 16) {
    v128.store(covariance + at, f64x2.add(f64x2.mul(v128.load(postactivationGram + at), factors), terms));
  }
}
