import type { InputData } from './input-data.ts';

/**
 * Inputs given as vectors, with their overlaps x_a·x_b/n₀ summed in float64, in order of the entries.
 *
 * @param vectors - count × dimension, row-major.
 * @param count - number B of inputs.
 * @param dimension - n₀.
 * @returns vectors with overlaps.
 */
export function fromVectors(vectors: Float64Array, count: number, dimension: number): InputData {
  const overlaps = new Float64Array(count * count);
  for (let a = 0; a < count; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      let sum = 0;
      for (let i = 0; i < dimension; i += 1) sum += vectors[a * dimension + i]! * vectors[b * dimension + i]!;
      overlaps[a * count + b] = sum / dimension;
      overlaps[b * count + a] = sum / dimension;
    }
  }
  return { count, dimension, overlaps, vectors };
}
