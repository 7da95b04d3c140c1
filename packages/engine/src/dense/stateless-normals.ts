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

/**
 * A matrix of independent standard normals, float32, by TensorFlow's own Box-Muller on the Philox stream of an address.
 *
 * @param operations - open scope.
 * @param key - of the cell.
 * @param address - of the stream.
 * @param shape - of the result.
 * @returns handle of the matrix; the same numbers whatever else is drawn.
 *
 * Source: Salmon et al. 2011 (Philox); a test compares TensorFlow's words with ours.
 */
export function statelessNormals(
  operations: Operations,
  key: StreamKey,
  address: TensorAddress,
  shape: readonly number[],
): Handle {
  const attributes = [
    operations.type('dtype', operations.float32),
    operations.type('Tshape', operations.int32),
  ];
  const size = operations.constant([shape.length], Int32Array.from(shape));
  return operations.run('StatelessRandomNormalV2', attributes, [
    size,
    ...generatorInputs(operations, key, address),
  ]);
}
