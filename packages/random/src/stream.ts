import { gaussianPair } from './gaussian.ts';
import { philox } from './philox.ts';

/** Random-number key of a cell: the first 64 bits of its id. */
export type StreamKey = readonly [number, number];

/** What random numbers are for; each has its own counters. */
export const purposes = {
  gramNormals: 0,
  denseWeights: 1,
  inputs: 2,
  reservoirHash: 3,
  denseBiases: 4,
  equilibriumInputs: 5,
  tiedImages: 6,
  gramBackward: 7,
} as const;
export type Purpose = (typeof purposes)[keyof typeof purposes];

/** Where a column of random numbers belongs. */
export interface StreamAddress {
  /** Network index, 0 … 2³² − 1. */
  readonly network: number;
  /** Layer, one-based; 0 where none applies; below 2¹⁶. */
  readonly layer: number;
  readonly purpose: Purpose;
  /** Column within the layer, such as the index of an input. */
  readonly column: number;
}

/**
 * Fourth counter word of an address: layer + 2¹⁶ purpose.
 *
 * @throws RangeError if the layer does not fit 16 bits.
 */
export function layerWord(layer: number, purpose: Purpose): number {
  if (!Number.isInteger(layer) || layer < 0 || layer > 0xffff)
    throw new RangeError(`layer must be an integer in 0…65535, got ${layer}`);
  return layer + 0x10000 * purpose;
}

/**
 * Key of a cell's random numbers: the first 64 bits of its id, as two unsigned words, most significant first.
 *
 * @param cellId - hexadecimal, at least 16 digits.
 * @throws RangeError if it is not.
 *
 * @example
 * streamKey('00000001fffffffe'); // => [1, 4294967294]
 */
export function streamKey(cellId: string): StreamKey {
  if (!/^[0-9a-f]{16}/i.test(cellId))
    throw new RangeError(`cell id must begin with 16 hexadecimal digits, got "${cellId}"`);
  return [Number.parseInt(cellId.slice(0, 8), 16), Number.parseInt(cellId.slice(8, 16), 16)];
}

const block = new Uint32Array(4);

/**
 * A column of uniform 32-bit words: word i is word i mod 4 of the Philox block with counter
 * (⌊i/4⌋, column, network, layer + 2¹⁶ purpose). It depends on nothing else.
 *
 * @param out - filled whole.
 */
export function words(key: StreamKey, address: StreamAddress, out: Uint32Array): void {
  const layer = layerWord(address.layer, address.purpose);
  for (let i = 0; i < out.length; i += 4) {
    philox([i / 4, address.column, address.network, layer], key, block);
    for (let j = 0; j < 4 && i + j < out.length; j++) out[i + j] = block[j]!;
  }
}

const four = new Float64Array(4);

/**
 * A column of independent standard normals: normals 4k … 4k + 3 come from the Philox block with counter
 * (k, column, network, layer + 2¹⁶ purpose), words (0, 1) giving the first two and (2, 3) the last two.
 * A prefix of a longer column equals the shorter column.
 *
 * @param out - filled whole; float32 values in float64, |z| ≤ 6.6605.
 */
export function normals(key: StreamKey, address: StreamAddress, out: Float64Array): void {
  const layer = layerWord(address.layer, address.purpose);
  for (let i = 0; i < out.length; i += 4) {
    philox([i / 4, address.column, address.network, layer], key, block);
    gaussianPair(block[0]!, block[1]!, four, 0);
    gaussianPair(block[2]!, block[3]!, four, 2);
    for (let j = 0; j < 4 && i + j < out.length; j++) out[i + j] = four[j]!;
  }
}

/**
 * Rank of a network in its cell's reservoir: an integer uniform on 0 … 2⁵² − 1, fixed by key and network.
 */
export function hashNetwork(key: StreamKey, network: number): number {
  philox([0, 0, network, layerWord(0, purposes.reservoirHash)], key, block);
  return (block[0]! >>> 12) * 0x100000000 + block[1]!;
}
