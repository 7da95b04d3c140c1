import { cholesky } from '../linalg/cholesky.ts';
import { logDiagonal } from '../linalg/triangular.ts';
import { digamma } from '../special/digamma.ts';

/** Entropy of N(0,1), ½ ln 2πe, in nats. */
export const NORMAL_ENTROPY = 0.5 * Math.log(2 * Math.PI * Math.E);

/**
 * Differential entropy of a Gaussian in d dimensions; of all laws of that covariance the largest.
 *
 *   h = (d/2) ln 2πe + ½ ln det Σ
 *
 * @param covariance - Σ, symmetric positive definite, d × d row-major.
 * @returns h, in nats, of either sign; it moves with ln of the unit of z.
 * @throws RangeError or NotPositiveDefiniteError as `cholesky`.
 *
 * Bias with a sample covariance: `gaussianEntropyBias`.
 * Source: Cover & Thomas 2006, Elements of Information Theory, theorem 8.4.1.
 *
 * @example
 * gaussianEntropy(Float64Array.of(1)); // ≈ 1.41893853320467
 */
export function gaussianEntropy(covariance: Float64Array): number {
  const dimension = Math.round(Math.sqrt(covariance.length));
  return dimension * NORMAL_ENTROPY + logDiagonal(cholesky(covariance, 'Σ'), dimension);
}

/**
 * Bias of `gaussianEntropy` of a sample covariance (divisor n − 1) of Gaussian draws, to be subtracted. It is exact and
 * does not depend on the covariance.
 *
 *   E ĥ − h = ½ [ Σ_{i≤d} ψ((n − i)/2) − d ln((n − 1)/2) ]
 *
 * @param n - draws, > d.
 * @param dimension - d.
 * @returns bias ≤ 0, in nats.
 * @throws RangeError unless n > d ≥ 1.
 *
 * Source: Misra, Singh & Demchuk 2005, Journal of Multivariate Analysis 92, 324.
 *
 * @example
 * gaussianEntropyBias(20, 1); // ≈ -0.026776961101773
 */
export function gaussianEntropyBias(n: number, dimension: number): number {
  return 0.5 * (meanLogDeterminant(n, dimension) - dimension * Math.log((n - 1) / 2));
}

/** Σ_{i≤d} ψ((n − i)/2): mean of ln det of a unit Wishart matrix of n − 1 degrees of freedom, less d ln 2. */
export function meanLogDeterminant(n: number, dimension: number): number {
  if (!Number.isInteger(dimension) || dimension < 1 || !(n > dimension)) {
    throw new RangeError(`n must exceed a positive integer dimension, got ${n} and ${dimension}`);
  }
  let sum = 0;
  for (let i = 1; i <= dimension; i++) sum += digamma((n - i) / 2);
  return sum;
}
