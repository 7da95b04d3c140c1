import { cholesky } from '../linalg/cholesky.ts';
import { excessOverLog1p } from '../special/excess-over-log1p.ts';

/**
 * Relative entropy D(p‖q) between zero-mean Gaussians. Not symmetric; zero only if Σ_p = Σ_q.
 *
 *   D(p‖q) = ½ [ tr(Σ_q⁻¹ Σ_p) − d + ln det Σ_q − ln det Σ_p ]
 *
 * @param p - Σ_p, symmetric positive definite, d × d row-major, in units of z².
 * @param q - Σ_q, same shape and units.
 * @returns D(p‖q) ≥ 0, in nats.
 * @throws RangeError if the shapes differ; NotPositiveDefiniteError naming the matrix and the failing pivot.
 *
 * Bias: with Σ_p estimated from n independent draws of known mean, the value is too large by d(d + 1)/(4n) to
 * leading order. Accuracy: rounding error grows with the condition number of Σ_q.
 * Source: Rasmussen & Williams 2006, Gaussian Processes for Machine Learning, appendix A.5, at equal means.
 *
 * @example
 * relativeEntropyGaussian(Float64Array.of(1, 0, 0, 1), Float64Array.of(2, 0, 0, 2)); // ≈ 0.1931471805599453
 */
export function relativeEntropyGaussian(p: Float64Array, q: Float64Array): number {
  if (p.length !== q.length) {
    throw new RangeError(`Σ_p and Σ_q must have one shape, got ${p.length} and ${q.length} entries`);
  }
  const factorP = cholesky(p, 'Σ_p');
  const factorQ = cholesky(q, 'Σ_q');
  return relativeEntropyOfFactors(factorP, factorQ, Math.round(Math.sqrt(p.length)));
}

/**
 * `relativeEntropyGaussian` from the Cholesky factors L_p and L_q of the two covariances:
 *
 *   D(p‖q) = Σ_i ln(L_q,ii/L_p,ii) + ½ ( ‖L_q⁻¹ L_p‖_F² − d )
 *
 * @param factorP - L_p, d × d row-major, lower triangular with positive diagonal.
 * @param factorQ - L_q, likewise.
 * @param dimension - d.
 * @returns D(p‖q), in nats; rounding may leave it negative by a few 2⁻⁵² d where Σ_p ≈ Σ_q.
 */
export function relativeEntropyOfFactors(
  factorP: Float64Array,
  factorQ: Float64Array,
  dimension: number,
): number {
  let logRatio = 0;
  let frobenius = 0;
  const column = new Float64Array(dimension);
  for (let j = 0; j < dimension; j++) {
    logRatio += Math.log(factorQ[j * (dimension + 1)]! / factorP[j * (dimension + 1)]!);
    for (let i = j; i < dimension; i++) {
      let sum = factorP[i * dimension + j]!;
      for (let k = j; k < i; k++) sum -= factorQ[i * dimension + k]! * column[k]!;
      column[i] = sum / factorQ[i * (dimension + 1)]!;
      frobenius += column[i]! * column[i]!;
    }
  }
  return logRatio + 0.5 * (frobenius - dimension);
}

/**
 * Relative entropy D(N(0, p)‖N(0, q)) of two scalar zero-mean Gaussians, without cancellation at p ≈ q.
 *
 *   D = ½ (r − ln(1 + r)),  r = (p − q)/q
 *
 * @param p - variance of the first, > 0.
 * @param q - variance of the second, > 0, in the same unit.
 * @returns D ≥ 0, in nats.
 * @throws RangeError outside that domain.
 *
 * Accuracy: largest relative error 2e-14 given r, |r| ≤ ½ (test). Below |r| = 1e-2 the series r²/2 − r³/3 + … to tenth
 * order replaces the difference, which cancels.
 *
 * @example
 * relativeEntropyScalarGaussian(1.001, 1); // ≈ 2.49833458233e-7
 */
export function relativeEntropyScalarGaussian(p: number, q: number): number {
  if (!(p > 0 && q > 0)) throw new RangeError(`variances must be positive, got ${p} and ${q}`);
  return 0.5 * excessOverLog1p((p - q) / q);
}

/**
 * Relative entropy D(p‖q) of two isotropic Gaussians in d dimensions, p = N(μ_p 1, v_p I) and q = N(μ_q 1, v_q I).
 *
 *   D(p‖q) = (d/2) [ v_p/v_q − 1 − ln(v_p/v_q) + (μ_p − μ_q)²/v_q ]
 *
 * @param p - mean of every coordinate and variance v_p > 0.
 * @param q - likewise.
 * @param dimension - d ≥ 1.
 * @returns D(p‖q) ≥ 0, in nats.
 * @throws RangeError unless both variances are positive.
 *
 * Source: Rasmussen & Williams 2006, appendix A.5, with both covariances multiples of the identity.
 *
 * @example
 * relativeEntropyIsotropicGaussian({ mean: 0, variance: 1 }, { mean: 0, variance: 2 }, 2); // ≈ 0.1931471805599453
 */
export function relativeEntropyIsotropicGaussian(
  p: { readonly mean: number; readonly variance: number },
  q: { readonly mean: number; readonly variance: number },
  dimension: number,
): number {
  const shift = p.mean - q.mean;
  return (
    dimension * (relativeEntropyScalarGaussian(p.variance, q.variance) + (0.5 * shift * shift) / q.variance)
  );
}
