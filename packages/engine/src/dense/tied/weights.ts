import type { EquilibriumTask, TiedFamily } from '@widthwise/experiments';
import { purposes } from '@widthwise/random';
import type { TensorFlowBinding } from '../binding.ts';
import type { Operations } from '../operations.ts';
import { statelessNormals } from '../stateless-normals.ts';

/** What draws the explicit weights: TensorFlow, and its binding for operations with two outputs. */
export interface WeightSource {
  readonly operations: Operations;
  readonly binding: TensorFlowBinding;
}

type Shape = (source: WeightSource, normals: Float32Array, width: number) => Float32Array;

/** W̃ of scale one from N² standard normals, row-major; float32. */
const shapes: Readonly<Record<TiedFamily, Shape>> = Object.freeze({
  iid: (_source, normals, width) => normals.map((value) => value / Math.sqrt(width)),
  // (A + Aᵀ)/√(2N): variance 1/N off the diagonal, 2/N on it.
  goe: (_source, normals, width) => {
    const scale = 1 / Math.sqrt(2 * width);
    return normals.map((value, at) => {
      const row = Math.floor(at / width);
      return (value + normals[(at - row * width) * width + row]!) * scale;
    });
  },
  orthogonal,
});

/** Q of A = Q R with every column multiplied by the sign of R's diagonal, which makes it Haar. */
function orthogonal(
  { operations, binding }: WeightSource,
  normals: Float32Array,
  width: number,
): Float32Array {
  return operations.scope(() => {
    const attributes = [
      operations.type('T', operations.float32),
      operations.booleanAttribute('full_matrices', false),
    ];
    const outputs = binding.executeOp('Qr', attributes, [operations.constant([width, width], normals)], 2);
    try {
      const [q, r] = outputs.map(({ id }) => operations.read(id));
      if (q === undefined || r === undefined) throw new TypeError("TensorFlow's Qr gave no two outputs.");
      return q.map((value, at) => (r[(at % width) * (width + 1)]! < 0 ? -value : value));
    } finally {
      for (const { id } of outputs) binding.deleteTensor(id);
    }
  });
}

/**
 * The weights of one network, or of one iteration of an untied one.
 *
 * @param source - TensorFlow.
 * @param task - key, width and family.
 * @param network - index.
 * @param iteration - one-based; 1 for tied weights.
 * @returns W̃ of scale one, [N][N] row-major.
 *
 * Accuracy: float32; orthogonal to a few 1e-7 √N. Source of the sign: Mezzadri 2007, arXiv:math-ph/0609050.
 */
export function explicitWeights(
  source: WeightSource,
  { key, architecture, family }: EquilibriumTask,
  network: number,
  iteration: number,
): Float32Array {
  const { operations } = source;
  const { width } = architecture;
  const address = { network, layer: iteration, purpose: purposes.denseWeights };
  const normals = operations.scope(() =>
    operations.read(statelessNormals(operations, key, address, [width, width])),
  );
  return shapes[family](source, normals, width);
}
