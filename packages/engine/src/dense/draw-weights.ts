import type { PropagateTask } from '@widthwise/experiments';
import { resolveWeights } from '@widthwise/network';
import { purposes } from '@widthwise/random';
import type { Handle, Operations } from './operations.ts';
import { statelessNormals, statelessUniforms } from './stateless-normals.ts';
import { resolveWeightForm } from './weight-forms.ts';

/** Weight matrices that are drawn together: [networks][fanIn][width], or [fanIn][width] of a single network. */
export interface WeightBlock {
  /** Index of the first network. */
  readonly network: number;
  /** One-based. */
  readonly layer: number;
  /** Leading dimensions: empty for a single network. */
  readonly batch: readonly number[];
  readonly fanIn: number;
  readonly width: number;
}

/**
 * Matrices M of a layer's weights, transposed as the product x M needs them: i.i.d. entries of unit variance, or for orthogonal weights the
 * first rows and columns of a Haar orthogonal matrix of size max(fanIn, width).
 *
 * @param operations - open scope.
 * @param task - key and law.
 * @param block - address and shape.
 * @returns handle of M; the same numbers whenever it is drawn.
 */
export function drawWeights(operations: Operations, task: PropagateTask, block: WeightBlock): Handle {
  const { key, architecture } = task;
  const { network, layer, batch, fanIn, width } = block;
  const { isIndependent, transform } = resolveWeights(architecture);
  const address = { network, layer, purpose: purposes.denseWeights };
  if (transform === undefined) {
    if (isIndependent) return statelessNormals(operations, key, address, [...batch, fanIn, width]);
    const tall = [...batch, Math.max(fanIn, width), Math.min(fanIn, width)];
    const columns = orthonormalColumns(operations, statelessNormals(operations, key, address, tall));
    return fanIn >= width ? columns : transposed(operations, columns, batch.length);
  }
  const { uniforms, deviation } = transform;
  const stacked = statelessUniforms(operations, key, address, [uniforms, ...batch, fanIn, width]);
  const unpack = [operations.integerAttribute('num', uniforms), operations.integerAttribute('axis', 0)];
  const float = operations.type('T', operations.float32);
  const parts = operations.runAll('Unpack', [...unpack, float], [stacked], uniforms);
  const value = resolveWeightForm(architecture)(operations, parts, architecture);
  return operations.float('Mul', [value, operations.scalar(1 / deviation)]);
}

/**
 * The first columns of a Haar orthogonal matrix, from a Gaussian matrix G = QR: Q with the signs of R's diagonal, which makes the factorization
 * unique and the law invariant under rotations.
 *
 * Source: Mezzadri 2007, How to generate random matrices from the classical compact groups, Notices AMS 54, 592.
 */
function orthonormalColumns(operations: Operations, gaussian: Handle): Handle {
  const attributes = [
    operations.type('T', operations.float32),
    operations.booleanAttribute('full_matrices', false),
  ];
  const [q, r] = operations.runAll('Qr', attributes, [gaussian], 2);
  if (r === undefined) throw new TypeError("TensorFlow's Qr gave one factor.");
  const signs = operations.float('Sign', [operations.float('MatrixDiagPart', [r])]);
  const axis = operations.constant([], Int32Array.of(-2));
  const rows = operations.float('ExpandDims', [signs, axis], [operations.type('Tdim', operations.int32)]);
  return operations.float('Mul', [q, rows]);
}

/** The last two dimensions exchanged. */
function transposed(operations: Operations, matrices: Handle, batch: number): Handle {
  const order = Int32Array.from({ length: batch + 2 }, (_, i) => (i < batch ? i : 2 * batch + 1 - i));
  return operations.float(
    'Transpose',
    [matrices, operations.constant([order.length], order)],
    [operations.type('Tperm', operations.int32)],
  );
}
