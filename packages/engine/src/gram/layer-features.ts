import type { PropagateTask } from '@widthwise/experiments';
import { layerWidths } from '@widthwise/network';
import type { FeatureRequest, NetworkFeatures } from '@widthwise/probes';
import { type GramProblem, type LayerMachine, valueColumns } from './layer-machine.ts';
import { jacobianGain } from './layer-normalization.ts';

const tangentColumns = ({ tangents }: FeatureRequest): number =>
  tangents === undefined ? 0 : tangents.starts.length * tangents.directions;

/** Zeroed arrays for one network of a task. */
export function emptyFeatures(problem: GramProblem, task: PropagateTask): NetworkFeatures {
  const { inputs, injected, probedInputs, probedNeurons, pitGrid, gains } = problem;
  const { depth } = task.architecture;
  const ntkInputs = task.features.ntkInputs ?? 0;
  return {
    widths: layerWidths(task.architecture),
    depth,
    inputs,
    request: task.features,
    pitScales: task.pitScales,
    gram: new Float64Array(depth * inputs * inputs),
    kernel: new Float64Array(depth * inputs * inputs),
    powerSums: new Float64Array(depth * inputs * 4),
    neurons: new Float64Array(depth * probedInputs * probedNeurons),
    pitCounts: new Int32Array(depth * probedInputs * (pitGrid?.bins ?? 0)),
    pushforward: new Float64Array(depth * injected * 2),
    tangentNorms: new Float64Array(depth * tangentColumns(task.features)),
    jacobianGains: new Float64Array(depth * gains),
    ntk: new Float64Array(depth * ntkInputs * ntkInputs),
    singularValues: new Float64Array(0),
  };
}

/** Whether the lower triangle of the leading columns is finite. Finite covariances give finite preactivations. */
export function isCovarianceFinite({ covariance, stride }: LayerMachine, columns: number): boolean {
  for (let j = 0; j < columns; j++)
    for (let i = j; i < columns; i++) if (!Number.isFinite(covariance[j * stride + i])) return false;
  return true;
}

/** Lower triangle by columns → full matrix, divided by `divisor`; false if an entry is not finite. */
function copySymmetric(
  from: Float64Array,
  stride: number,
  to: Float64Array,
  offset: number,
  size: number,
  divisor: number,
  term = 0,
): boolean {
  let areFinite = true;
  for (let j = 0; j < size; j++)
    for (let i = j; i < size; i++) {
      const value = from[j * stride + i]! / divisor + term;
      areFinite &&= Number.isFinite(value);
      to[offset + j * size + i] = value;
      to[offset + i * size + j] = value;
    }
  return areFinite;
}

/** Covariance of the inputs, before it is factorized, and what it lacks of it. */
export function copyKernel(
  machine: LayerMachine,
  features: NetworkFeatures,
  layer: number,
  missing: number,
): void {
  const size = features.inputs;
  const at = (layer - 1) * size * size;
  copySymmetric(machine.covariance, machine.stride, features.kernel, at, size, 1, missing);
}

/** What a layer's run has summed; false if a Gram entry, power sum or tangent is not finite. */
export function copySums(
  problem: GramProblem,
  machine: LayerMachine,
  features: NetworkFeatures,
  layer: number,
): boolean {
  const { inputs } = features;
  const width = features.widths[layer - 1]!;
  const isGramFinite = copySymmetric(
    machine.gram,
    machine.stride,
    features.gram,
    (layer - 1) * inputs * inputs,
    inputs,
    width,
  );
  let arePowersFinite = true;
  const powersAt = (layer - 1) * inputs * 4;
  for (let i = 0; i < 4 * inputs; i++) {
    const value = machine.powers[i]! / width;
    arePowersFinite &&= Number.isFinite(value);
    features.powerSums[powersAt + i] = value;
  }
  const injected = features.request.pushforwardSamples;
  for (let s = 0; s < injected; s++)
    for (let p = 0; p < 2; p++)
      features.pushforward[((layer - 1) * injected + s) * 2 + p] = machine.powers[(inputs + s) * 4 + p]!;
  features.neurons.set(machine.neurons, (layer - 1) * machine.neurons.length);
  features.pitCounts.set(machine.counts, (layer - 1) * machine.counts.length);
  return isGramFinite && arePowersFinite && copyTangents(problem, machine, features, layer);
}

/** Mean squares of the tangents that have started; those to come stay zero. */
function copyTangents(
  problem: GramProblem,
  machine: LayerMachine,
  features: NetworkFeatures,
  layer: number,
): boolean {
  const { width, columns } = problem.layers[layer - 1]!;
  const at = (layer - 1) * tangentColumns(features.request);
  const values = valueColumns(problem);
  let areFinite = true;
  for (let column = values; column < columns; column++) {
    const norm = machine.powers[4 * column + 1]! / width;
    areFinite &&= Number.isFinite(norm);
    features.tangentNorms[at + column - values] = norm;
  }
  return areFinite;
}

/** Gains of the probed inputs; false if one is not finite. */
export function copyGains(
  task: PropagateTask,
  problem: GramProblem,
  machine: LayerMachine,
  features: NetworkFeatures,
  layer: number,
): boolean {
  if (problem.gains === 0) return true;
  const { sigmaW } = task.architecture;
  const weightVariance = (sigmaW * sigmaW) / problem.layers[layer - 1]!.width;
  let areFinite = true;
  for (let input = 0; input < problem.gains; input++) {
    const gain = jacobianGain(problem, machine, layer, input, weightVariance);
    areFinite &&= Number.isFinite(gain);
    features.jacobianGains[(layer - 1) * problem.gains + input] = gain;
  }
  return areFinite;
}
