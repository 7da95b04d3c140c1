import type { InputData } from './input-data.ts';

/** Relative size of a negative pivot or of a reconstruction error that rounding of the given matrix may explain. */
const TOLERANCE = 1e-12;

const refuse = (found: string): never => {
  throw new RangeError(`SPEC_RANGE: inputs must have a positive semidefinite overlap matrix, got ${found}.`);
};

/**
 * Inputs with prescribed overlaps x_a·x_b/n₀: the rows of the Cholesky factor, times √n₀, in dimension n₀ = B.
 *
 *   X = √B · L,   L Lᵀ = overlaps,   L lower triangular with a zero column wherever a pivot vanishes
 *
 * @param overlaps - B × B row-major, symmetric positive semidefinite; kept as given, not recomputed from the vectors.
 * @param count - B ≥ 1.
 * @returns the overlaps and vectors that reproduce them.
 * @throws RangeError if the matrix is not symmetric positive semidefinite.
 *
 * Accuracy: the vectors reproduce the overlaps to 1e-12 of the largest diagonal entry, or the matrix is refused.
 */
export function prescribedOverlaps(overlaps: Float64Array, count: number): InputData {
  const factor = new Float64Array(count * count);
  let scale = 0;
  for (let a = 0; a < count; a += 1) scale = Math.max(scale, overlaps[a * count + a]!);
  for (let a = 0; a < count; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      const given = overlaps[a * count + b]!;
      if (!Number.isFinite(given) || given !== overlaps[b * count + a]!)
        refuse(`${given} at (${a + 1}, ${b + 1})`);
      let rest = given;
      for (let k = 0; k < b; k += 1) rest -= factor[a * count + k]! * factor[b * count + k]!;
      const isDiagonal = a === b;
      const pivot = factor[b * count + b]!;
      if (isDiagonal && rest < -TOLERANCE * scale) refuse(`a negative pivot ${rest} at input ${a + 1}`);
      // A pivot within rounding of zero means that this input lies in the span of the earlier ones.
      if (isDiagonal) factor[a * count + a] = rest > TOLERANCE * scale ? Math.sqrt(rest) : 0;
      else if (pivot > 0) factor[a * count + b] = rest / pivot;
      else if (Math.abs(rest) > TOLERANCE * scale)
        refuse(`an overlap ${given} at (${a + 1}, ${b + 1}) that no vectors have`);
    }
  }
  const root = Math.sqrt(count);
  return { count, dimension: count, overlaps, vectors: factor.map((entry) => entry * root) };
}
