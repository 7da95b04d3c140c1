import type { Backend, NetworkVisitor, PropagateTask } from '@widthwise/experiments';
import { type LayerScaling, layerScalings } from '@widthwise/network';
import type { NetworkFeatures } from '@widthwise/probes';
import { equilibriumWithoutWeights } from '../tied/equilibrium.ts';
import { backwardProblem } from './backward/backward-problem.ts';
import { keepProducts, storeTangentKernel } from './backward/tangent-kernel.ts';
import { factorizeDependent, MOST_LEFT_OUT } from './dependent-inputs.ts';
import { isHaar, problemOf } from './gram-problem.ts';
import { combineHaar } from './haar-factor.ts';
import { createKernelMachine } from './kernel.ts';
import { copyGains, copyKernel, copySums, emptyFeatures, isCovarianceFinite } from './layer-features.ts';
import {
  type GramProblem,
  type LayerMachine,
  type LayerMachineFactory,
  valueColumns,
} from './layer-machine.ts';
import { normalizeLayer } from './layer-normalization.ts';

/** Layer 1: σ_w² x_a·x_b/n₀, with σ_b² unless biases are drawn apart, for the inputs, lower triangle. */
function firstCovariance(task: PropagateTask, machine: LayerMachine): void {
  const { sigmaW, sigmaB } = task.architecture;
  const { count, overlaps } = task.inputs;
  const biasVariance = isHaar(task) ? 0 : sigmaB * sigmaB;
  for (let j = 0; j < count; j++)
    for (let i = j; i < count; i++)
      machine.covariance[j * machine.stride + i] = sigmaW * sigmaW * overlaps[i * count + j]! + biasVariance;
}

/** Covariance of the layer to come: bias variance touches values alone, tangents have none. */
function nextCovariance(
  task: PropagateTask,
  problem: GramProblem,
  machine: LayerMachine,
  next: number,
  weightVariance: number,
): void {
  const { covariance, activationGram, stride } = machine;
  const { sigmaB } = task.architecture;
  machine.nextCovariance(weightVariance, isHaar(task) ? 0 : sigmaB * sigmaB);
  const { known } = problem.layers[next - 1]!;
  if (known === valueColumns(problem)) return;
  for (let j = 0; j < known; j++)
    for (let i = Math.max(j, valueColumns(problem)); i < known; i++)
      covariance[j * stride + i] = activationGram[j * stride + i]! * weightVariance;
}

/** Covariance of a layer's preactivations, from the inputs or from what the layer before has left in the machine. */
function setCovariance(
  task: PropagateTask,
  problem: GramProblem,
  machine: LayerMachine,
  layer: number,
  scalings: readonly LayerScaling[],
): void {
  if (layer === 1) firstCovariance(task, machine);
  else nextCovariance(task, problem, machine, layer, scalings[layer - 1]!.weightVariance);
}

/** Row of the factor of a column that depends on no other. */
function setOwnRow({ covariance, stride }: LayerMachine, row: number, deviation: number): void {
  for (let j = 0; j < row; j++) covariance[j * stride + row] = 0;
  covariance[row * stride + row] = deviation;
}

/**
 * Factor of layer 1 when columns are injected: they are i.i.d. with the mean and variance of input 1's preactivations over the
 * network's own neurons, which a first pass finds. Input 1 comes first in the factor, so it needs no other column.
 *
 * @returns the mean.
 */
function injectColumns(problem: GramProblem, machine: LayerMachine, network: number): number {
  const { width } = problem.layers[0]!;
  machine.sumFirstColumn(network);
  const mean = machine.powers[0]! / width;
  const deviation = Math.sqrt(Math.max(0, machine.powers[1]! / width - mean * mean));
  for (let i = problem.inputs; i < valueColumns(problem); i++) setOwnRow(machine, i, deviation);
  return mean;
}

/**
 * The layer's factor from its covariance, in use.
 *
 * @returns mean of the injected columns.
 */
function prepareFactor(
  task: PropagateTask,
  problem: GramProblem,
  machine: LayerMachine,
  network: number,
  layer: number,
  scalings: readonly LayerScaling[],
): number {
  const { known, columns, width } = problem.layers[layer - 1]!;
  if (machine.factorize(known) > MOST_LEFT_OUT) {
    setCovariance(task, problem, machine, layer, scalings);
    factorizeDependent(machine.covariance, machine.stride, problem.inputs, known);
    machine.useFactor();
  }
  if (problem.keepsLayers) machine.layer(layer).factor.set(machine.covariance);
  if (isHaar(task)) {
    const fanIn = problem.layers[layer - 2]?.width ?? task.inputs.dimension;
    combineHaar(machine, network, known, Math.max(fanIn, width));
    machine.useFactor();
  }
  const mean = layer === 1 && problem.injected > 0 ? injectColumns(problem, machine, network) : 0;
  // Tangents that start here are standard normals.
  for (let i = Math.max(known, valueColumns(problem)); i < columns; i++) setOwnRow(machine, i, 1);
  if (columns > known) machine.useFactor();
  return mean;
}

/** One network; returns the first layer that is not finite, 0 if all are. */
function runNetwork(
  task: PropagateTask,
  problem: GramProblem,
  machine: LayerMachine,
  network: number,
  scalings: readonly LayerScaling[],
  features: NetworkFeatures,
): number {
  const { depth, sigmaB } = task.architecture;
  for (let layer = 1; layer <= depth; layer++) {
    machine.enter(layer);
    setCovariance(task, problem, machine, layer, scalings);
    if (!isCovarianceFinite(machine, problem.layers[layer - 1]!.known)) return layer;
    copyKernel(machine, features, layer, isHaar(task) ? sigmaB * sigmaB : 0);
    if (problem.pitGrid !== undefined) setScales(task, problem, machine, layer);
    const mean = prepareFactor(task, problem, machine, network, layer, scalings);
    machine.run({ network, mean, isLast: layer === depth });
    normalizeLayer(problem, machine, layer, layer === depth);
    if (!copySums(problem, machine, features, layer)) return layer;
    if (!copyGains(task, problem, machine, features, layer)) return layer;
    if (layer < depth) keepProducts(machine, features, layer);
  }
  return 0;
}

function setScales(task: PropagateTask, problem: GramProblem, machine: LayerMachine, layer: number): void {
  for (let input = 0; input < problem.probedInputs; input++) {
    const scale = task.pitScales[(layer - 1) * problem.probedInputs + input];
    if (scale === undefined || !(scale > 0) || scale === Number.POSITIVE_INFINITY)
      throw new RangeError(
        `pitScales of layer ${layer}, input ${input + 1} must be positive and finite, got ${scale}`,
      );
    machine.inverseScales[input] = 1 / scale;
  }
}

/**
 * Pushes a block of networks through a layer machine.
 *
 * @throws RangeError if the task's shapes do not fit, or the activation has no form here.
 */
export function propagateWith(
  factory: LayerMachineFactory,
  task: PropagateTask,
  visit: NetworkVisitor,
): void {
  const problem = problemOf(task);
  const machine = factory(problem);
  const features = emptyFeatures(problem, task);
  const scalings = layerScalings(task.architecture, task.inputs.dimension);
  const backward = backwardProblem(task);
  const signals = backward === undefined ? undefined : machine.backward(backward);
  for (let network = task.first; network < task.first + task.count; network++) {
    let nonFiniteLayer = runNetwork(task, problem, machine, network, scalings, features);
    if (nonFiniteLayer === 0 && signals !== undefined)
      nonFiniteLayer = storeTangentKernel(task, signals, machine.layer, features, network);
    visit(network, nonFiniteLayer === 0 ? features : { nonFiniteLayer });
  }
}

/**
 * The exact-in-law sampler of networks at initialization: given the Gram matrix of a layer's activations y, or tangents beside them, the new
 * part of the next preactivations is N i.i.d. rows of N(0, σ_w² yᵀy/N + σ_b²) for Gaussian weights and biases, and a block of a Haar matrix
 * times a factor of it for orthogonal ones (haar-factor.ts). No weight is ever drawn; a layer costs O(N B²) instead of O(N² B). Joint law
 * over layers, neurons, inputs and tangents is that of the explicit network, with skips and layer normalization.
 *
 * An input's values depend on key, network, architecture and the inputs before it, not on those that follow, nor on the block
 * or the features asked for: to the bit, on every machine. Columns of rounding noise in a rank-deficient covariance
 * (B > N, repeated inputs) are zero: see kernel/factor.ts. Where inputs depend on each other so smoothly that this would leave out more than
 * rounding, they are factorized together (dependent-inputs.ts), and an input's last bits depend on those that follow.
 */
export function createGramBackend(): Backend {
  return {
    fingerprint: 'gram/wasm-simd128',
    propagate: async (task, visit) => propagateWith(createKernelMachine, task, visit),
    equilibrium: async (task, visit) => equilibriumWithoutWeights(task, visit),
  };
}
