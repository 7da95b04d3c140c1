import type { PropagateTask } from '@widthwise/experiments';
import { purposes } from '@widthwise/random';
import { drawWeights } from './draw-weights.ts';
import { resolveForward } from './forward.ts';
import type { DenseLayer } from './layer-plan.ts';
import type { Handle, Operations } from './operations.ts';
import { statelessNormals } from './stateless-normals.ts';

/** Networks that are drawn and multiplied together. */
export interface DenseBlock {
  readonly operations: Operations;
  readonly task: PropagateTask;
  /** Index of the first network; its streams serve the block. */
  readonly first: number;
  /** Number G of networks. */
  readonly networks: number;
}

/** Values [count][dimension] times a factor, in float32 as TensorFlow takes them. */
function scaled(values: Float32Array | Float64Array, factor: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let i = 0; i < values.length; i += 1) out[i] = values[i]! * factor;
  return out;
}

/** Leading dimensions: a single network is multiplied as a matrix. */
const batchOf = (networks: number): readonly number[] => (networks === 1 ? [] : [networks]);

/**
 * Explicit weights of one layer. They are drawn again whenever a pass needs them: only one layer's weights are held at a time.
 *
 * @param block - networks.
 * @param layer - which one.
 * @returns handle of M, where W = factor · M.
 */
export function weightsOf({ operations, task, first, networks }: DenseBlock, layer: DenseLayer): Handle {
  const { fanIn, width } = layer;
  const batch = batchOf(networks);
  return drawWeights(operations, task, { network: first, layer: layer.layer, batch, fanIn, width });
}

/**
 * Biases b of one layer.
 *
 * @returns their handle, [G][1][N] or [N] of a single network; undefined where σ_b = 0.
 */
export function biasesOf(
  { operations, task, first, networks }: DenseBlock,
  { layer, width }: DenseLayer,
): Handle | undefined {
  const { key, architecture } = task;
  if (architecture.sigmaB === 0) return undefined;
  const address = { network: first, layer, purpose: purposes.denseBiases };
  const shape = networks === 1 ? [width] : [networks, 1, width];
  const draws = statelessNormals(operations, key, address, shape);
  return operations.float('Mul', [draws, operations.scalar(architecture.sigmaB)]);
}

/** Columns to be multiplied: [G][count][n], or [1][count][n] where all networks have the same. */
export interface Columns {
  readonly values: Float32Array | Float64Array;
  /** Per network. */
  readonly count: number;
}

/**
 * Columns of every network times its weights, x ↦ x W + b with W = factor · M. The factor goes to x, which is small, not to M. Every kind of
 * column is multiplied apart from the others, so that none changes a bit of another.
 *
 * @param block - networks.
 * @param layer - which one.
 * @param drawn - M, and b if it is to be added.
 * @param columns - x.
 * @returns [G][count][N].
 */
export function multiply(
  { operations, networks }: DenseBlock,
  { fanIn, factor }: DenseLayer,
  drawn: { readonly weights: Handle; readonly biases?: Handle | undefined },
  { values, count }: Columns,
): Float32Array {
  if (values.length === 0) return new Float32Array(0);
  const leading = networks === 1 ? [] : [values.length / (count * fanIn)];
  const x = operations.constant([...leading, count, fanIn], scaled(values, factor));
  const plain = product(operations, networks, [x, drawn.weights], false);
  return operations.read(
    drawn.biases === undefined ? plain : operations.float('AddV2', [plain, drawn.biases]),
  );
}

/**
 * Gradients of every network times its transposed weights, g ↦ g Wᵀ.
 *
 * @param columns - g, [G][count][N].
 * @returns [G][count][n].
 */
export function multiplyTransposed(
  { operations, networks }: DenseBlock,
  { width, factor }: DenseLayer,
  weights: Handle,
  { values, count }: Columns,
): Float32Array {
  const g = operations.constant([...batchOf(networks), count, width], scaled(values, factor));
  return operations.read(product(operations, networks, [g, weights], true));
}

function product(
  operations: Operations,
  networks: number,
  factors: readonly [Handle, Handle],
  isTransposed: boolean,
): Handle {
  const [name, left, right] =
    networks === 1 ? ['MatMul', 'transpose_a', 'transpose_b'] : ['BatchMatMulV2', 'adj_x', 'adj_y'];
  const flags = [operations.booleanAttribute(left, false), operations.booleanAttribute(right, isTransposed)];
  return operations.float(name, factors, flags);
}

/**
 * φ of every value, by TensorFlow.
 *
 * @param operations - of the backend.
 * @param task - architecture.
 * @param z - any number of values.
 * @returns φ(z), in the order of z.
 */
export function activated(operations: Operations, task: PropagateTask, z: Float32Array): Float32Array {
  if (z.length === 0) return z;
  const forward = resolveForward(task.architecture);
  return operations.scope(() => {
    const values = operations.constant([z.length], z);
    return operations.read(forward(operations, values, task.architecture));
  });
}
