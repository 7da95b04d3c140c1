import { PANEL, STRIDE } from './addresses';
import { bend, lookUp, wrap } from './activation';
import { factorize, pack } from './factor';
import { addPowers, countBins } from './features';
import { addGram } from './gram';
import { clearTail, fillPanel, shift } from './panel';
import { multiplyTriangle } from './product';

export { setKey } from './philox';

// The problem, set by the host before the first layer. Addresses in bytes.
export let width: i32 = 0;
/** Columns whose features are wanted: the inputs. */
export let inputs: i32 = 0;
/** Columns in all: inputs, then injected ones. */
export let columns: i32 = 0;
/** Bytes from one column of a matrix to the next; columns are padded to fours. */
export let matrixStride: usize = 0;

export let covariance: usize = 0;
export let diagonal: usize = 0;
export let factor: usize = 0;
export let panel: usize = 0;

export let preactivationGram: usize = 0;
export let postactivationGram: usize = 0;
export let powers: usize = 0;

/** Neurons of each probed input to copy from the first panel, and where to. */
export let probedInputs: i32 = 0;
export let probedNeurons: i32 = 0;
export let neuronValues: usize = 0;

export let bins: i32 = 0;
export let binCells: usize = 0;
export let binGrid: usize = 0;
export let binCounts: usize = 0;
/** Inverse PIT scales of this layer, one for each probed input. */
export let binScales: usize = 0;

/** φ: 0 for a table lookup, 1 with a period, 2 for a bend at zero. */
export let form: i32 = 0;
export let slope: f64 = 0;
export let nodes: usize = 0;
export let grid: usize = 0;
export let period: usize = 0;

/** Cholesky factor of the leading `count` columns of `covariance`, packed for `runLayer`. */
export function factorizeCovariance(count: i32): void {
  factorize(covariance, matrixStride, count, diagonal);
  pack(covariance, matrixStride, count, factor);
}

/** Packs the lower triangle in `covariance` as it is. */
export function packCovariance(): void {
  pack(covariance, matrixStride, columns, factor);
}

function activate(bytes: usize): void {
  for (let column = 0; column < columns; column++) {
    const at = panel + column * STRIDE;
    const end = at + bytes;
    if (form == 2) bend(at, end, slope);
    else {
      if (form == 1) wrap(at, end, period);
      lookUp(at, end, nodes, grid);
    }
  }
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
    if (first == 0) memory.copy(neuronValues + input * probedNeurons * 8, column, probedNeurons * 8);
  }
}

function clearSums(): void {
  const matrixBytes = matrixStride * (matrixStride >> 3);
  memory.fill(preactivationGram, 0, matrixBytes);
  memory.fill(postactivationGram, 0, matrixBytes);
  memory.fill(powers, 0, matrixStride * 4);
  memory.fill(binCounts, 0, probedInputs * bins * 4);
}

/** Power sums of the first input's preactivations alone, in the place of the first column's; the factor is packed. */
export function sumFirstColumn(network: i32, layerWord: i32): void {
  memory.fill(powers, 0, 64);
  for (let first = 0; first < width; first += PANEL) {
    const count = min(PANEL, width - first);
    const bytes: usize = ((count + 15) & ~15) * 8;
    fillPanel(panel, 1, bytes, first >> 2, network, layerWord);
    multiplyTriangle(panel, factor, 1, bytes);
    clearTail(panel, 1, count, bytes);
    addPowers(panel, 1, bytes, powers);
  }
}

/**
 * One layer of one network: preactivations from the packed factor, `mean` added to the injected columns, their features, and
 * unless the layer is the last the Gram matrix of their activations. Neurons pass in panels of 64, so that all steps find them in the cache.
 */
export function runLayer(network: i32, layerWord: i32, mean: f64, isLast: bool): void {
  clearSums();
  for (let first = 0; first < width; first += PANEL) {
    const count = min(PANEL, width - first);
    const bytes: usize = ((count + 15) & ~15) * 8;
    fillPanel(panel, columns, bytes, first >> 2, network, layerWord);
    multiplyTriangle(panel, factor, columns, bytes);
    if (mean != 0) shift(panel, inputs, columns, bytes, mean);
    clearTail(panel, columns, count, bytes);
    addFeatures(first, count, bytes);
    if (isLast) continue;
    activate(bytes);
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
