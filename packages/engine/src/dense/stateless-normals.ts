import { layerWord, type Purpose, type StreamKey } from '@widthwise/random';
import type { Handle, Operations } from './operations.ts';

/** TensorFlow's enumerator for Philox4x32-10 among its generators. */
const PHILOX = 1;

/** Which stream: independent of batch, shard and order of work. */
export interface TensorAddress {
  readonly network: number;
  /** One-based. */
  readonly layer: number;
  readonly purpose: Purpose;
}

/**
 * Inputs of TensorFlow's stateless generators for one stream: the cell's key, and the Philox counter
 * (0, 0, network, layer + 2¹⁶ purpose), of which TensorFlow counts up the lower two words.
 *
 * @param operations - open scope.
 * @param key - of the cell.
 * @param address - of the stream.
 * @returns handles of key, counter and algorithm, in the order in which the operations take them.
 */
export function generatorInputs(operations: Operations, key: StreamKey, address: TensorAddress): Handle[] {
  const { network, layer, purpose } = address;
  return [
    operations.words(Uint32Array.from(key)),
    operations.words(Uint32Array.of(0, 0, network, layerWord(layer, purpose))),
    operations.constant([], Int32Array.of(PHILOX)),
  ];
}

function draw(
  operations: Operations,
  operation: string,
  type: number,
  stream: { readonly key: StreamKey; readonly address: TensorAddress; readonly shape: readonly number[] },
): Handle {
  const { key, address, shape } = stream;
  const attributes = [operations.type('dtype', type), operations.type('Tshape', operations.int32)];
  const size = operations.constant([shape.length], Int32Array.from(shape));
  return operations.run(operation, attributes, [size, ...generatorInputs(operations, key, address)]);
}

/**
 * A tensor of independent standard normals, float32, by TensorFlow's own Box-Muller on the Philox stream of an address.
 *
 * @param operations - open scope.
 * @param key - of the cell.
 * @param address - of the stream.
 * @param shape - of the result.
 * @returns handle of the tensor; the same numbers whatever else is drawn.
 *
 * Source: Salmon et al. 2011 (Philox); a test compares TensorFlow's words with ours.
 */
export const statelessNormals = (
  operations: Operations,
  key: StreamKey,
  address: TensorAddress,
  shape: readonly number[],
): Handle => draw(operations, 'StatelessRandomNormalV2', operations.float32, { key, address, shape });

/**
 * A tensor of independent numbers uniform on (−1, 1), float32: 64-bit integers over 2⁶³, so that near zero, where laws with tails look, the
 * resolution is that of a float and not 2⁻²³.
 *
 * @param operations - open scope.
 * @param key - of the cell.
 * @param address - of the stream.
 * @param shape - of the result.
 * @returns handle of the tensor; the same numbers whatever else is drawn.
 */
export function statelessUniforms(
  operations: Operations,
  key: StreamKey,
  address: TensorAddress,
  shape: readonly number[],
): Handle {
  const stream = { key, address, shape };
  const integers = draw(operations, 'StatelessRandomUniformFullIntV2', operations.int64, stream);
  const floats = operations.cast(integers, operations.int64, operations.float32);
  return operations.float('Mul', [floats, operations.scalar(2 ** -63)]);
}
