import type { EquilibriumTask, NetworkVisitor, NonFinite } from '@widthwise/experiments';
import type { EquilibriumFeatures } from '@widthwise/probes';
import { drawInputs, inputFactor } from '../../tied/drawn-inputs.ts';
import { emptyEquilibriumFeatures, recordEnd, recordIteration } from '../../tied/features.ts';
import type { Handle, Operations } from '../operations.ts';
import { explicitWeights, type WeightSource } from './weights.ts';

/** φ(h) W̃ for all inputs, [B][N]: W̃ and its transpose have one law in every family. */
const product = (
  operations: Operations,
  weights: Handle,
  values: Float32Array,
  shape: readonly [number, number],
): Float32Array =>
  operations.scope(() =>
    operations.read(
      operations.float(
        'MatMul',
        [operations.constant(shape, values), weights],
        [
          operations.booleanAttribute('transpose_a', false),
          operations.booleanAttribute('transpose_b', false),
        ],
      ),
    ),
  );

function solve(
  source: WeightSource,
  task: EquilibriumTask,
  network: number,
  x: Float32Array,
  features: EquilibriumFeatures,
): EquilibriumFeatures | NonFinite {
  const { operations } = source;
  const { architecture, activation, isUntied } = task;
  const { depth, sigmaW } = architecture;
  const { width, inputs } = features;
  const constant = (iteration: number): Handle =>
    operations.constant([width, width], explicitWeights(source, task, network, iteration));
  const h = x.slice();
  const next = new Float32Array(width);
  const isSettled = new Array<boolean>(inputs).fill(false);
  const iterate = (weights: Handle, iteration: number): 'diverged' | 'done' => {
    const values = h.map((z) => activation.phi(z));
    const images = product(operations, weights, values, [inputs, width]);
    for (let input = 0; input < inputs; input += 1) {
      if (isSettled[input]) continue;
      const from = input * width;
      for (let i = 0; i < width; i += 1) next[i] = sigmaW * images[from + i]! + x[from + i]!;
      const states = { before: h.subarray(from, from + width), after: next };
      const outcome = recordIteration(task, features, { input, iteration }, states);
      if (outcome === 'diverged') return outcome;
      isSettled[input] = outcome === 'settled';
      h.set(next, from);
    }
    return 'done';
  };
  const tied = isUntied ? undefined : constant(1);
  for (let iteration = 1; iteration <= depth && isSettled.includes(false); iteration += 1) {
    const outcome =
      tied === undefined
        ? operations.scope(() => iterate(constant(iteration), iteration))
        : iterate(tied, iteration);
    if (outcome === 'diverged') return { nonFiniteLayer: iteration };
  }
  recordEnd(task, activation, features, { x, h });
  return features;
}

/**
 * Deep equilibrium networks with explicit weights: a second opinion on the sampler without weights, in float32 up to the
 * states and float64 in the features. All inputs of a network are multiplied together.
 *
 * @param source - TensorFlow.
 * @param task - cell and block.
 * @param visit - called once per network, in ascending order.
 * @throws RangeError if an input has no length; TensorLeakError if tensors outlive their network.
 */
export function equilibriumWithWeights(
  source: WeightSource,
  task: EquilibriumTask,
  visit: NetworkVisitor<EquilibriumFeatures>,
): void {
  const factor = inputFactor(task.inputs);
  const features = emptyEquilibriumFeatures(task);
  for (let network = task.first; network < task.first + task.count; network += 1) {
    const x = Float32Array.from(drawInputs(task, factor, network));
    visit(
      network,
      source.operations.scope(() => solve(source, task, network, x, features)),
    );
  }
}
