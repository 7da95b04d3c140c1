import type { Backend, NetworkVisitor, PropagateTask } from '@widthwise/experiments';
import type { NetworkFeatures } from '@widthwise/probes';
import { activationForm } from './activation-forms.ts';
import { createKernelMachine } from './kernel.ts';
import { copyKernel, copySums, emptyFeatures, isCovarianceFinite } from './layer-features.ts';
import type { GramProblem, LayerMachine, LayerMachineFactory } from './layer-machine.ts';
import { pitGrid } from './pit-grid.ts';

const MOST_NEURONS_KEPT = 64;

function problemOf(task: PropagateTask): GramProblem {
  const { architecture, features, inputs } = task;
  const { width, depth } = architecture;
  for (const [name, value] of Object.entries({ width, depth, inputs: inputs.count }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`${name} must be a positive integer, got ${value}`);
  const { probedInputs, neurons, pitBins, pushforwardSamples } = features;
  if (probedInputs > inputs.count)
    throw new RangeError(`probedInputs must be at most ${inputs.count}, got ${probedInputs}`);
  if (neurons > MOST_NEURONS_KEPT)
    throw new RangeError(`neurons must be at most ${MOST_NEURONS_KEPT}, got ${neurons}`);
  if (pitBins > 0 && task.pitEdges.length !== pitBins - 1)
    throw new RangeError(`pitEdges must hold ${pitBins - 1} edges, got ${task.pitEdges.length}`);
  return {
    key: task.key,
    width,
    inputs: inputs.count,
    injected: pushforwardSamples,
    probedInputs,
    probedNeurons: Math.min(neurons, width),
    pitGrid: pitBins > 0 ? pitGrid(task.pitEdges) : undefined,
    form: activationForm(architecture.activation, architecture.negativeSlope),
  };
}

/** Layer 1: σ_w² x_a·x_b/n₀ + σ_b² for the inputs, lower triangle. */
function firstCovariance(task: PropagateTask, machine: LayerMachine): void {
  const { sigmaW, sigmaB } = task.architecture;
  const { count, overlaps } = task.inputs;
  for (let j = 0; j < count; j++)
    for (let i = j; i < count; i++)
      machine.covariance[j * machine.stride + i] =
        sigmaW * sigmaW * overlaps[i * count + j]! + sigmaB * sigmaB;
}

/**
 * Factor of layer 1 when columns are injected: they are i.i.d. with the mean and variance of input 1's preactivations over the
 * network's own neurons, which a first pass finds. Input 1 comes first in the factor, so it needs no other column.
 *
 * @returns the mean.
 */
function injectColumns(problem: GramProblem, machine: LayerMachine, network: number): number {
  const { covariance, stride, powers } = machine;
  const columns = problem.inputs + problem.injected;
  machine.sumFirstColumn(network, 1);
  const mean = powers[0]! / problem.width;
  const deviation = Math.sqrt(Math.max(0, powers[1]! / problem.width - mean * mean));
  for (let i = problem.inputs; i < columns; i++) {
    for (let j = 0; j < i; j++) covariance[j * stride + i] = 0;
    covariance[i * stride + i] = deviation;
  }
  machine.useFactor();
  return mean;
}

/** One network; returns the first layer that is not finite, 0 if all are. */
function runNetwork(
  task: PropagateTask,
  problem: GramProblem,
  machine: LayerMachine,
  network: number,
  features: NetworkFeatures,
): number {
  const { depth, width, sigmaW, sigmaB } = task.architecture;
  const columns = problem.inputs + problem.injected;
  firstCovariance(task, machine);
  for (let layer = 1; layer <= depth; layer++) {
    const known = layer === 1 ? problem.inputs : columns;
    if (!isCovarianceFinite(machine, known)) return layer;
    copyKernel(machine, features, layer);
    if (problem.pitGrid !== undefined) setScales(task, problem, machine, layer);
    machine.factorize(known);
    const mean = layer === 1 && problem.injected > 0 ? injectColumns(problem, machine, network) : 0;
    machine.run({ network, layer, mean, isLast: layer === depth });
    if (!copySums(machine, features, layer)) return layer;
    if (layer < depth) machine.nextCovariance((sigmaW * sigmaW) / width, sigmaB * sigmaB);
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
  for (let network = task.first; network < task.first + task.count; network++) {
    const nonFiniteLayer = runNetwork(task, problem, machine, network, features);
    visit(network, nonFiniteLayer === 0 ? features : { nonFiniteLayer });
  }
}

/**
 * The exact-in-law sampler of networks at initialization with Gaussian i.i.d. weights and biases: given the Gram matrix of a
 * layer's activations the next preactivations are N i.i.d. rows of N(0, σ_w² ΦᵀΦ/N + σ_b²). No weight is ever drawn;
 * a layer costs O(N B²) instead of O(N² B). Joint law over layers, neurons and inputs is that of the explicit network.
 *
 * An input's values depend on key, network, architecture and the inputs before it, not on those that follow, nor on the block
 * or the features asked for: to the bit, on every machine. Columns of rounding noise in a rank-deficient covariance
 * (B > N, repeated inputs) are zero: see kernel/factor.ts.
 */
export function createGramBackend(): Backend {
  return {
    fingerprint: 'gram/wasm-simd128',
    propagate: async (task, visit) => propagateWith(createKernelMachine, task, visit),
  };
}
