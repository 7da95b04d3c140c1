import type { PropagateTask } from '@widthwise/experiments';
import { layerWidths } from '@widthwise/network';
import type { NetworkFeatures } from '@widthwise/probes';
import { binCounts, powerSums, secondMoments } from './layer-features.ts';

/**
 * Room for the features of one network, all zero; used again for the next one.
 *
 * @param task - says which features are wanted.
 */
export function emptyFeatures({ architecture, inputs, features, pitScales }: PropagateTask): NetworkFeatures {
  const { width, depth } = architecture;
  const { probedInputs, neurons, pitBins, pushforwardSamples } = features;
  const square = inputs.count * inputs.count;
  return {
    widths: layerWidths(architecture),
    depth,
    inputs: inputs.count,
    request: features,
    pitScales,
    gram: new Float64Array(depth * square),
    kernel: new Float64Array(depth * square),
    powerSums: new Float64Array(depth * inputs.count * 4),
    neurons: new Float64Array(depth * probedInputs * Math.min(neurons, width)),
    pitCounts: new Int32Array(depth * probedInputs * pitBins),
    pushforward: new Float64Array(depth * pushforwardSamples * 2),
    tangentNorms: new Float64Array(0),
    jacobianGains: new Float64Array(0),
    ntk: new Float64Array(0),
    singularValues: new Float64Array(0),
  };
}

/** Preactivations of one layer: [columns][width], float32. */
export interface LayerValues {
  readonly inputs: Float32Array;
  readonly injected: Float32Array;
}

/**
 * Writes the features of one layer that depend on its preactivations, in float64.
 *
 * @param task - says which features are wanted.
 * @param layer - zero-based.
 * @param values - preactivations of the inputs, and of the injected columns.
 * @param out - receives them.
 * @returns whether every preactivation is finite.
 */
export function recordLayer(
  task: PropagateTask,
  layer: number,
  values: LayerValues,
  out: NetworkFeatures,
): boolean {
  const { width } = task.architecture;
  const count = task.inputs.count;
  const gram = out.gram.subarray(layer * count * count, (layer + 1) * count * count);
  secondMoments(values.inputs, count, gram);
  for (let a = 0; a < count; a += 1) {
    const column = values.inputs.subarray(a * width, (a + 1) * width);
    powerSums(column, out.powerSums.subarray(4 * (layer * count + a), 4 * (layer * count + a) + 4));
  }
  recordProbedInputs(task, layer, values.inputs, out);
  const { pushforwardSamples } = task.features;
  for (let s = 0; s < pushforwardSamples; s += 1) {
    const at = 2 * (layer * pushforwardSamples + s);
    let sum = 0;
    let squares = 0;
    for (let i = s * width; i < (s + 1) * width; i += 1) {
      const z = values.injected[i]!;
      sum += z;
      squares += z * z;
    }
    out.pushforward[at] = sum;
    out.pushforward[at + 1] = squares;
  }
  // Float32 values have finite squares in float64, so a sum of squares is finite exactly when all of them are.
  return isFiniteDiagonal(gram, count) && out.pushforward.every(Number.isFinite);
}

function recordProbedInputs(
  task: PropagateTask,
  layer: number,
  values: Float32Array,
  out: NetworkFeatures,
): void {
  const { width } = task.architecture;
  const { probedInputs, neurons, pitBins } = task.features;
  const kept = Math.min(neurons, width);
  for (let a = 0; a < probedInputs; a += 1) {
    const column = values.subarray(a * width, (a + 1) * width);
    const row = layer * probedInputs + a;
    out.neurons.set(column.subarray(0, kept), row * kept);
    if (pitBins === 0) continue;
    const counts = out.pitCounts.subarray(row * pitBins, (row + 1) * pitBins);
    binCounts(column, task.pitScales[row]!, task.pitEdges, counts);
  }
}

function isFiniteDiagonal(matrix: Float64Array, count: number): boolean {
  for (let a = 0; a < count; a += 1) if (!Number.isFinite(matrix[a * count + a])) return false;
  return true;
}

/**
 * Covariance of a neuron's preactivations given what feeds the layer, K_ab = σ_w² m_ab + σ_b².
 *
 * @param task - architecture.
 * @param layer - zero-based.
 * @param secondMoment - m: x_a·x_b/n₀ for the first layer, φ_a·φ_b/N for the others; B × B.
 * @param out - receives K.
 */
export function recordKernel(
  { architecture, inputs }: PropagateTask,
  layer: number,
  secondMoment: Float64Array,
  out: NetworkFeatures,
): void {
  const { sigmaW, sigmaB } = architecture;
  const offset = layer * inputs.count * inputs.count;
  for (let i = 0; i < secondMoment.length; i += 1) {
    out.kernel[offset + i] = sigmaW * sigmaW * secondMoment[i]! + sigmaB * sigmaB;
  }
}
