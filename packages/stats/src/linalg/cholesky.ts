/** A matrix that had to be symmetric positive definite is not. */
export class NotPositiveDefiniteError extends Error {
  readonly code = 'NUMERICAL_NOT_POSITIVE_DEFINITE';
  /** Zero-based row of the first pivot that is not positive. */
  readonly pivot: number;

  constructor(name: string, pivot: number, value: number) {
    super(
      `NUMERICAL_NOT_POSITIVE_DEFINITE: ${name} must be positive definite, but pivot ${pivot} is ${value}. ` +
        'Its rows are linearly dependent to rounding: leave out an input or add jitter.',
    );
    this.name = 'NotPositiveDefiniteError';
    this.pivot = pivot;
  }
}

/**
 * Cholesky factor of a symmetric positive definite matrix, Σ = L Lᵀ, written into `factor`.
 *
 * @param matrix - Σ, dimension × dimension row-major; only the lower triangle is read.
 * @param factor - receives L, row-major, zeros above the diagonal; may be `matrix`.
 * @returns −1 on success, else the zero-based row of the first pivot that is not positive.
 */
export function choleskyInto(matrix: Float64Array, dimension: number, factor: Float64Array): number {
  for (let i = 0; i < dimension; i++) {
    const row = i * dimension;
    for (let j = 0; j <= i; j++) {
      const other = j * dimension;
      let sum = matrix[row + j]!;
      for (let k = 0; k < j; k++) sum -= factor[row + k]! * factor[other + k]!;
      if (i !== j) factor[row + j] = sum / factor[other + j]!;
      else if (sum > 0 && Number.isFinite(sum)) factor[row + j] = Math.sqrt(sum);
      else {
        factor[row + j] = sum;
        return i;
      }
    }
    for (let j = i + 1; j < dimension; j++) factor[row + j] = 0;
  }
  return -1;
}

/**
 * Cholesky factor L of a symmetric positive definite matrix, Σ = L Lᵀ.
 *
 * @param matrix - Σ, d × d row-major.
 * @param name - what the matrix is called in an error.
 * @returns L, d × d row-major, lower triangular.
 * @throws RangeError if the length is not a square; NotPositiveDefiniteError naming the matrix and the failing pivot.
 *
 * @example
 * cholesky(Float64Array.of(4, 2, 2, 5), 'Σ'); // => [2, 0, 1, 2]
 */
export function cholesky(matrix: Float64Array, name: string): Float64Array {
  const dimension = Math.round(Math.sqrt(matrix.length));
  if (dimension * dimension !== matrix.length) {
    throw new RangeError(`${name} must be square, got ${matrix.length} entries`);
  }
  const factor = new Float64Array(matrix.length);
  const pivot = choleskyInto(matrix, dimension, factor);
  if (pivot >= 0)
    throw new NotPositiveDefiniteError(name, pivot, factor[pivot * (dimension + 1)] ?? Number.NaN);
  return factor;
}
