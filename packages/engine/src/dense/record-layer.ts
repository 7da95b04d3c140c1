import type { PropagateTask } from '@widthwise/experiments';
import { layerWidths } from '@widthwise/network';
import type { NetworkFeatures } from '@widthwise/probes';
import { binCounts, meanSquare, powerSums, secondMoments } from './layer-features.ts';
import type { DenseLayer } from './layer-plan.ts';
import { localDerivative, squaredNorm } from './local-derivative.ts';

/** Tangent columns that a task asks for. */
export const tangentCount = ({ features: { tangents } }: PropagateTask): number =>
  tangents === undefined ? 0 : tangents.starts.length * tangents.directions;

/**
 * Room for the features of one network, all zero; used again for the next one.
 *
 * @param task - says which features are wanted.
 */
export function emptyFeatures(task: PropagateTask): NetworkFeatures {
  const { architecture, inputs, features, pitScales } = task;
  const { depth } = architecture;
  const { probedInputs, neurons, pitBins, pushforwardSamples } = features;
  const { jacobianGains = false, ntkInputs = 0, singularValues = 0 } = features;
  const widths = layerWidths(architecture);
  const square = inputs.count * inputs.count;
  const ends = Math.min(widths[0] ?? 0, widths[depth - 1] ?? 0);
  return {
    widths,
    depth,
    inputs: inputs.count,
    request: features,
    pitScales,
    gram: new Float64Array(depth * square),
    kernel: new Float64Array(depth * square),
    powerSums: new Float64Array(depth * inputs.count * 4),
    neurons: new Float64Array(depth * probedInputs * Math.min(neurons, Math.max(...widths))),
    pitCounts: new Int32Array(depth * probedInputs * pitBins),
    pushforward: new Float64Array(depth * pushforwardSamples * 2),
    tangentNorms: new Float64Array(depth * tangentCount(task)),
    jacobianGains: new Float64Array(jacobianGains ? depth * probedInputs : 0),
    ntk: new Float64Array(depth * ntkInputs * ntkInputs),
    singularValues: new Float64Array(Math.min(singularValues, ends)),
  };
}

/** Values of one layer, by kind of column: [columns][width], float32; of a block of networks, [G][columns][width]. */
export interface LayerValues {
  readonly inputs: Float32Array;
  readonly injected: Float32Array;
  readonly tangents: Float32Array;
}

/**
 * Writes the features of one layer that depend on its values alone, in float64.
 *
 * @param task - says which features are wanted.
 * @param layer - where they belong.
 * @param values - of one network.
 * @param out - receives them.
 * @returns whether every value is finite.
 */
export function recordLayer(
  task: PropagateTask,
  { layer, width }: DenseLayer,
  values: LayerValues,
  out: NetworkFeatures,
): boolean {
  const index = layer - 1;
  const count = task.inputs.count;
  const gram = out.gram.subarray(index * count * count, (index + 1) * count * count);
  secondMoments(values.inputs, count, gram);
  for (let a = 0; a < count; a += 1) {
    const column = values.inputs.subarray(a * width, (a + 1) * width);
    powerSums(column, out.powerSums.subarray(4 * (index * count + a), 4 * (index * count + a) + 4));
  }
  recordProbedInputs(task, index, values.inputs, out);
  const sums = recordInjected(index, width, values.injected, out);
  const norms = recordTangents(index, width, values.tangents, out);
  // Float32 values have finite squares in float64, so a sum of squares is finite exactly when all of them are.
  return isFiniteDiagonal(gram, count) && sums.every(Number.isFinite) && norms.every(Number.isFinite);
}

function recordProbedInputs(
  task: PropagateTask,
  index: number,
  values: Float32Array,
  out: NetworkFeatures,
): void {
  const { architecture, activation, inputs, features, pitScales, pitEdges } = task;
  const { probedInputs, pitBins } = features;
  const width = values.length / inputs.count;
  const kept = probedInputs === 0 ? 0 : out.neurons.length / (out.depth * probedInputs);
  for (let a = 0; a < probedInputs; a += 1) {
    const column = values.subarray(a * width, (a + 1) * width);
    const row = index * probedInputs + a;
    out.neurons.set(column.subarray(0, kept), row * kept);
    if (pitBins > 0) {
      const counts = out.pitCounts.subarray(row * pitBins, (row + 1) * pitBins);
      binCounts(column, pitScales[row]!, pitEdges, counts);
    }
    if (out.jacobianGains.length > 0) {
      const { sigmaW, skip = 0 } = architecture;
      const derivative = squaredNorm(localDerivative(architecture, activation, column));
      out.jacobianGains[row] = (sigmaW ** 2 / width) * derivative + skip ** 2;
    }
  }
}

/** Sums and sums of squares of the injected columns; returns what it wrote. */
function recordInjected(
  index: number,
  width: number,
  injected: Float32Array,
  out: NetworkFeatures,
): Float64Array {
  const samples = injected.length / width;
  const sums = out.pushforward.subarray(2 * index * samples, 2 * (index + 1) * samples);
  for (let s = 0; s < samples; s += 1) {
    let sum = 0;
    let squares = 0;
    for (let i = s * width; i < (s + 1) * width; i += 1) {
      const z = injected[i]!;
      sum += z;
      squares += z * z;
    }
    sums[2 * s] = sum;
    sums[2 * s + 1] = squares;
  }
  return sums;
}

/** Mean squares of the tangent columns; returns what it wrote. */
function recordTangents(
  index: number,
  width: number,
  tangents: Float32Array,
  out: NetworkFeatures,
): Float64Array {
  const columns = tangents.length / width;
  const norms = out.tangentNorms.subarray(index * columns, (index + 1) * columns);
  for (let t = 0; t < columns; t += 1) norms[t] = meanSquare(tangents.subarray(t * width, (t + 1) * width));
  return norms;
}

function isFiniteDiagonal(matrix: Float64Array, count: number): boolean {
  for (let a = 0; a < count; a += 1) if (!Number.isFinite(matrix[a * count + a])) return false;
  return true;
}

/**
 * Covariance of a neuron's new part W y + b given what feeds the layer, K_ab = Var W · n · m_ab + σ_b².
 *
 * @param task - architecture.
 * @param layer - which one.
 * @param secondMoment - m: x_a·x_b/n₀ for the first layer, y_a·y_b/n for the others; B × B.
 * @param out - receives K.
 */
export function recordKernel(
  { architecture, inputs }: PropagateTask,
  { layer, weightPower }: DenseLayer,
  secondMoment: Float64Array,
  out: NetworkFeatures,
): void {
  const { sigmaB } = architecture;
  const offset = (layer - 1) * inputs.count * inputs.count;
  for (let i = 0; i < secondMoment.length; i += 1) {
    out.kernel[offset + i] = weightPower * secondMoment[i]! + sigmaB * sigmaB;
  }
}
