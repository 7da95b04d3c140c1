import type { PropagateTask } from '@widthwise/experiments';
import { layerWidths } from '@widthwise/network';
import type { NetworkFeatures } from '@widthwise/probes';
import type { GramProblem, LayerMachine } from './layer-machine.ts';

/** Zeroed arrays for one network of a task. */
export function emptyFeatures(problem: GramProblem, task: PropagateTask): NetworkFeatures {
  const { inputs, injected, probedInputs, probedNeurons, pitGrid } = problem;
  const { depth } = task.architecture;
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
    tangentNorms: new Float64Array(0),
    jacobianGains: new Float64Array(0),
    ntk: new Float64Array(0),
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
): boolean {
  let areFinite = true;
  for (let j = 0; j < size; j++)
    for (let i = j; i < size; i++) {
      const value = from[j * stride + i]! / divisor;
      areFinite &&= Number.isFinite(value);
      to[offset + j * size + i] = value;
      to[offset + i * size + j] = value;
    }
  return areFinite;
}

/** Covariance of the inputs, before it is factorized. */
export function copyKernel(machine: LayerMachine, features: NetworkFeatures, layer: number): void {
  const size = features.inputs;
  copySymmetric(machine.covariance, machine.stride, features.kernel, (layer - 1) * size * size, size, 1);
}

/** What a layer's run has summed; false if a Gram entry or power sum is not finite. */
export function copySums(machine: LayerMachine, features: NetworkFeatures, layer: number): boolean {
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
  return isGramFinite && arePowersFinite;
}
