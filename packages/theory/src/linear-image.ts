/** A mean vector and a covariance of three variables. */
export interface FirstTwoMoments {
  /** [3]. */
  readonly shift: Float64Array;
  /** 3 × 3 row-major. */
  readonly covariance: Float64Array;
}

/**
 * Moments of linear combinations: A x has mean A δ and covariance A Σ Aᵀ.
 *
 * @param matrix - A, 3 × 3 row-major.
 * @param moments - δ and Σ of x.
 * @returns those of A x.
 */
export function linearImage(matrix: Float64Array, { shift, covariance }: FirstTwoMoments): FirstTwoMoments {
  const image = { shift: new Float64Array(3), covariance: new Float64Array(9) };
  for (let i = 0; i < 3; i += 1) {
    for (let k = 0; k < 3; k += 1) {
      image.shift[i]! += matrix[3 * i + k]! * shift[k]!;
      for (let j = 0; j < 3; j += 1) {
        for (let l = 0; l < 3; l += 1) {
          image.covariance[3 * i + j]! += matrix[3 * i + k]! * covariance[3 * k + l]! * matrix[3 * j + l]!;
        }
      }
    }
  }
  return image;
}

/**
 * Change of units: x_i becomes x_i · factor_i.
 *
 * @param factors - [3].
 * @param moments - δ and Σ of x.
 * @returns those of the scaled variables.
 */
export const rescaled = (factors: Float64Array, { shift, covariance }: FirstTwoMoments): FirstTwoMoments => ({
  shift: shift.map((value, i) => value * factors[i]!),
  covariance: covariance.map((value, at) => value * factors[Math.floor(at / 3)]! * factors[at % 3]!),
});
