/** The part of an array [G][…] that belongs to one network. */
export function partOf(values: Float32Array, index: number, networks: number): Float32Array;
export function partOf(values: Float64Array, index: number, networks: number): Float64Array;
export function partOf(
  values: Float32Array | Float64Array,
  index: number,
  networks: number,
): Float32Array | Float64Array {
  const size = values.length / networks;
  return values.subarray(index * size, (index + 1) * size);
}
