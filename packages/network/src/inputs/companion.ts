import { normals, type StreamKey } from '@widthwise/random';
import { inputStream } from './input-stream.ts';

const dot = (x: Float64Array, y: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < x.length; i += 1) sum += x[i]! * y[i]!;
  return sum;
};

/**
 * A second input at a prescribed correlation with a first one, of the same length.
 *
 *   x′ = ρ x + √(1 − ρ²) |x| u,   u a unit vector orthogonal to x, uniform on their sphere
 *
 * @param x - the first input, n₀ ≥ 2 entries, not zero.
 * @param correlation - ρ in [−1, 1].
 * @param key - of the cell.
 * @param column - index of x′ among the cell's inputs; it names the stream of u.
 * @returns x′, with x·x′ = ρ |x|² and |x′| = |x| to rounding error.
 * @throws RangeError if x is zero.
 */
export function companion(
  x: Float64Array,
  correlation: number,
  key: StreamKey,
  column: number,
): Float64Array {
  const squaredLength = dot(x, x);
  if (!(squaredLength > 0))
    throw new RangeError('SPEC_RANGE: inputs.companion needs a first image that is not blank.');
  const u = new Float64Array(x.length);
  normals(key, inputStream(column), u);
  // Twice is enough: the second projection removes what rounding left of the first.
  for (let pass = 0; pass < 2; pass += 1) {
    const share = dot(u, x) / squaredLength;
    for (let i = 0; i < u.length; i += 1) u[i] = u[i]! - share * x[i]!;
  }
  const weight = Math.sqrt(((1 - correlation) * (1 + correlation) * squaredLength) / dot(u, u));
  return u.map((entry, i) => correlation * x[i]! + weight * entry);
}
