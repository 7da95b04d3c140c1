import type { PropagateTask } from '@widthwise/experiments';
import { purposes } from '@widthwise/random';
import { resolveForward } from './forward.ts';
import type { Handle, Operations } from './operations.ts';
import type { LayerValues } from './record-layer.ts';
import { statelessNormals } from './stateless-normals.ts';

/** Which layer of which network. */
export interface LayerAddress {
  readonly network: number;
  /** One-based. */
  readonly layer: number;
}

/** Values [count][dimension] times a factor, in float32 as TensorFlow takes them. */
function scaled(values: Float32Array | Float64Array, factor: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let i = 0; i < values.length; i += 1) out[i] = values[i]! * factor;
  return out;
}

/**
 * Preactivations of one layer with its explicit weights and biases.
 *
 *   z = x W + b,   W_ji = (σ_w/√n) g_ji,   b_i = σ_b h_i,   g, h standard normals of this network and layer
 *
 * The factor σ_w/√n goes to x, which is small, not to W. Networks are multiplied one at a time: TensorFlow's batched
 * product sums in an order that depends on the batch, and packing weights costs more than it saves. Injected columns
 * are multiplied apart from the inputs, so that they change no bit of them.
 *
 * @param operations - of the backend.
 * @param task - architecture and key.
 * @param address - network and layer.
 * @param fanIn - n.
 * @param sources - x: inputs [B][n] and injected columns [S][n].
 * @returns z: [B][N] and [S][N].
 */
export function preactivations(
  operations: Operations,
  task: PropagateTask,
  address: LayerAddress,
  fanIn: number,
  sources: { readonly inputs: Float32Array | Float64Array; readonly injected: Float32Array },
): LayerValues {
  const { key, architecture } = task;
  const { width, sigmaW, sigmaB } = architecture;
  return operations.scope(() => {
    const weights = statelessNormals(operations, key, { ...address, purpose: purposes.denseWeights }, [
      fanIn,
      width,
    ]);
    const biases = biasesOf();
    const product = (source: Float32Array | Float64Array): Float32Array => {
      if (source.length === 0) return new Float32Array(0);
      const x = operations.constant(
        [source.length / fanIn, fanIn],
        scaled(source, sigmaW / Math.sqrt(fanIn)),
      );
      const plain = operations.float(
        'MatMul',
        [x, weights],
        [
          operations.booleanAttribute('transpose_a', false),
          operations.booleanAttribute('transpose_b', false),
        ],
      );
      return operations.read(biases === undefined ? plain : operations.float('AddV2', [plain, biases]));
    };
    return { inputs: product(sources.inputs), injected: product(sources.injected) };
  });

  function biasesOf(): Handle | undefined {
    if (sigmaB === 0) return undefined;
    const draws = statelessNormals(operations, key, { ...address, purpose: purposes.denseBiases }, [width]);
    return operations.float('Mul', [draws, operations.scalar(sigmaB)]);
  }
}

/**
 * φ of every value, by TensorFlow.
 *
 * @param operations - of the backend.
 * @param task - architecture.
 * @param z - preactivations, any number of them.
 * @returns φ(z), in the order of z.
 */
export function postactivations(operations: Operations, task: PropagateTask, z: Float32Array): Float32Array {
  if (z.length === 0) return z;
  const forward = resolveForward(task.architecture);
  return operations.scope(() => {
    const values = operations.constant([z.length], z);
    return operations.read(forward(operations, values, task.architecture));
  });
}
