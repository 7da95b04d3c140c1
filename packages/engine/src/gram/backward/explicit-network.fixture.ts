import {
  type Architecture,
  type InputData,
  layerScalings,
  layerWidths,
  resolveActivation,
} from '@widthwise/network';
import { normals, purposes } from '@widthwise/random';

type Columns = readonly Float64Array[];

/** Inputs of given coordinates, one row each. */
export function inputsAt(rows: readonly (readonly number[])[]): InputData {
  const dimension = rows[0]?.length ?? 0;
  const overlap = (x: readonly number[], y: readonly number[]): number =>
    x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0) / dimension;
  return {
    count: rows.length,
    dimension,
    overlaps: Float64Array.from(rows.flatMap((x) => rows.map((y) => overlap(x, y)))),
    vectors: Float64Array.from(rows.flat()),
  };
}

const dot = (x: Float64Array, y: Float64Array): number => x.reduce((sum, value, i) => sum + value * y[i]!, 0);
const mean = (x: Float64Array): number => x.reduce((sum, value) => sum + value, 0) / x.length;

/** A layer as drawn: its weights, preactivations, and how y and signals pass it. */
interface DrawnLayer {
  readonly weights: readonly Float64Array[];
  readonly y: Columns;
  readonly pull: (signal: Float64Array, a: number) => Float64Array;
}

/** y from h for one input, and the vector–Jacobian product of that step. */
function postactivation(architecture: Architecture, h: Float64Array) {
  const { phi, dphi } = resolveActivation(architecture);
  const normalize = (v: Float64Array) => {
    const center = mean(v);
    const deviation = Math.sqrt(mean(v.map((value) => (value - center) ** 2)));
    const x = v.map((value) => (value - center) / deviation);
    const pull = (u: Float64Array): Float64Array => {
      const [average, slope] = [mean(u), dot(u, x) / x.length];
      return u.map((value, i) => (value - average - x[i]! * slope) / deviation);
    };
    return { x, pull };
  };
  const slopes = (z: Float64Array, u: Float64Array): Float64Array => u.map((value, i) => value * dphi(z[i]!));
  if (architecture.normalization === 'preactivation') {
    const { x, pull } = normalize(h);
    return { y: x.map(phi), pull: (u: Float64Array) => pull(slopes(x, u)) };
  }
  if (architecture.normalization === 'postactivation') {
    const { x, pull } = normalize(h.map(phi));
    return { y: x, pull: (u: Float64Array) => slopes(h, pull(u)) };
  }
  return { y: h.map(phi), pull: (u: Float64Array) => slopes(h, u) };
}

function drawWeights(fanOut: number, fanIn: number, network: number, layer: number): Float64Array[] {
  return Array.from({ length: fanOut }, (_, column) => {
    const row = new Float64Array(fanIn + 1);
    normals([5, 6], { network, layer, purpose: purposes.denseWeights, column }, row);
    return row;
  });
}

function drawLayers(architecture: Architecture, inputs: InputData, network: number): DrawnLayer[] {
  const { sigmaB, skip = 0 } = architecture;
  const scalings = layerScalings(architecture, inputs.dimension);
  let y: Columns = Array.from({ length: inputs.count }, (_, a) =>
    inputs.vectors.subarray(a * inputs.dimension, (a + 1) * inputs.dimension),
  );
  let before: Columns = [];
  return layerWidths(architecture).map((width, index) => {
    const fanIn = y[0]!.length;
    const drawn = drawWeights(width, fanIn, network, index + 1);
    const deviation = Math.sqrt(scalings[index]!.weightVariance);
    const weights = drawn.map((row) => row.subarray(0, fanIn).map((value) => value * deviation));
    const h = y.map((values, a) =>
      Float64Array.from(
        weights,
        (row, i) => dot(row, values) + sigmaB * drawn[i]![fanIn]! + skip * (before[a]?.[i] ?? 0),
      ),
    );
    const passed = h.map((values) => postactivation(architecture, values));
    before = h;
    y = passed.map((values) => values.y);
    return { weights, y, pull: (signal, a) => passed[a]!.pull(signal) };
  });
}

/** δ one layer down: through the weights above, normalization and φ, and past them by the skip connection. */
function signalsBelow(signals: Columns, above: DrawnLayer, below: DrawnLayer, skip: number): Float64Array[] {
  return signals.map((signal, a) => {
    const products = below.y[a]!.map((_, j) =>
      above.weights.reduce((sum, row, i) => sum + row[j]! * signal[i]!, 0),
    );
    return below.pull(products, a).map((value, j) => value + (skip === 0 ? 0 : skip * signal[j]!));
  });
}

/**
 * A network with every weight drawn and its tangent kernel by structured products.
 *
 * @returns contributions of layers 1 … L, [L][B][B], and Γ_L = y·y of the last weights, [B][B].
 */
export function explicitKernel(architecture: Architecture, inputs: InputData, network: number) {
  const { depth, skip = 0 } = architecture;
  const { count, dimension } = inputs;
  const layers = drawLayers(architecture, inputs, network);
  const scalings = layerScalings(architecture, dimension);
  const ntk = new Float64Array(depth * count * count);
  const products = (layer: number, a: number, b: number): number =>
    layer === 0
      ? inputs.overlaps[a * count + b]! * dimension
      : dot(layers[layer - 1]!.y[a]!, layers[layer - 1]!.y[b]!);
  let signals: Columns = Array.from({ length: count }, () =>
    layers[depth - 1]!.y[0]!.map((_, i) => (i === 0 ? 1 : 0)),
  );
  for (let layer = depth - 1; layer >= 0; layer--) {
    const { weightGradient, biasGradient } = scalings[layer]!;
    for (let a = 0; a < count; a++)
      for (let b = 0; b < count; b++)
        ntk[(layer * count + a) * count + b] =
          (weightGradient * products(layer, a, b) + biasGradient) * dot(signals[a]!, signals[b]!);
    if (layer > 0) signals = signalsBelow(signals, layers[layer]!, layers[layer - 1]!, skip);
  }
  const last = Float64Array.from({ length: count * count }, (_, i) =>
    products(depth - 1, Math.floor(i / count), i % count),
  );
  return { ntk, last };
}
