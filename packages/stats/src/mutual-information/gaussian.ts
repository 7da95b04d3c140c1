import { meanLogDeterminant } from '../entropy/gaussian.ts';
import { cholesky } from '../linalg/cholesky.ts';
import { logDiagonal } from '../linalg/triangular.ts';

/**
 * Mutual information I(X;Y) of jointly Gaussian X and Y.
 *
 *   I = ½ ( ln det Σ_X + ln det Σ_Y − ln det Σ )
 *
 * @param covariance - Σ of (X, Y), symmetric positive definite, d × d row-major.
 * @param leading - dimension of X, the first coordinates; 1 ≤ leading < d.
 * @returns I ≥ 0, in nats; rounding may leave it negative by a few 2⁻⁵² d.
 * @throws RangeError outside that domain; NotPositiveDefiniteError.
 *
 * Bias with a sample covariance: `gaussianInformationBias`.
 * Source: Cover & Thomas 2006, Elements of Information Theory, 8.5.
 */
export function gaussianInformation(covariance: Float64Array, leading: number): number {
  const d = Math.round(Math.sqrt(covariance.length));
  if (!Number.isInteger(leading) || leading < 1 || leading >= d) {
    throw new RangeError(`leading must lie in 1…${d - 1}, got ${leading}`);
  }
  const whole = logDiagonal(cholesky(covariance, 'Σ'), d);
  const first = logDiagonal(cholesky(block(covariance, d, 0, leading), 'Σ_X'), leading);
  return first + logDiagonal(cholesky(block(covariance, d, leading, d), 'Σ_Y'), d - leading) - whole;
}

/**
 * Mutual information from canonical correlations, exact to rounding where they are small.
 *
 *   I = −½ Σ ln(1 − c_i²)
 *
 * @param correlations - c_i in (−1, 1).
 * @returns I ≥ 0, in nats.
 * @throws RangeError outside that domain.
 *
 * @example
 * informationOfCorrelations([0.8]); // ≈ 0.510825623765991
 */
export function informationOfCorrelations(correlations: ArrayLike<number>): number {
  let sum = 0;
  for (const c of Array.from(correlations)) {
    if (!(Math.abs(c) < 1)) throw new RangeError(`correlations must lie in (−1, 1), got ${c}`);
    sum -= 0.5 * Math.log1p(-c * c);
  }
  return sum;
}

/**
 * Total correlation of a Gaussian vector: relative entropy from the product of its marginals.
 *
 *   C = ½ ( Σ ln Σ_ii − ln det Σ )
 *
 * @param covariance - Σ, symmetric positive definite, d × d row-major.
 * @returns C ≥ 0, in nats.
 * @throws RangeError or NotPositiveDefiniteError as `cholesky`.
 *
 * Source: Watanabe 1960, IBM Journal of Research and Development 4, 66.
 */
export function gaussianTotalCorrelation(covariance: Float64Array): number {
  const d = Math.round(Math.sqrt(covariance.length));
  const joint = logDiagonal(cholesky(covariance, 'Σ'), d);
  let marginal = 0;
  for (let i = 0; i < d; i++) marginal += 0.5 * Math.log(covariance[i * (d + 1)]!);
  return marginal - joint;
}

/**
 * Bias of `gaussianInformation` of a sample covariance of Gaussian draws, to be subtracted. It is exact and does not
 * depend on the covariance; about d_x d_y/(2n).
 *
 *   E Î − I = ½ [ Σ_{i≤d_x} ψ((n−i)/2) + Σ_{i≤d_y} ψ((n−i)/2) − Σ_{i≤d_x+d_y} ψ((n−i)/2) ]
 *
 * @param n - draws, > d_x + d_y.
 * @param leading - d_x.
 * @param trailing - d_y.
 * @returns bias ≥ 0, in nats. At I = 0 the variance of Î is about d_x d_y/(2n²).
 * @throws RangeError outside that domain.
 *
 * @example
 * gaussianInformationBias(100, 1, 1); // ≈ 0.00512807028189322
 */
export function gaussianInformationBias(n: number, leading: number, trailing: number): number {
  const joint = meanLogDeterminant(n, leading + trailing);
  return 0.5 * (meanLogDeterminant(n, leading) + meanLogDeterminant(n, trailing) - joint);
}

/** Rows and columns from…to − 1 of a d × d matrix. */
function block(matrix: Float64Array, d: number, from: number, to: number): Float64Array {
  const size = to - from;
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) out[i * size + j] = matrix[(from + i) * d + from + j]!;
  }
  return out;
}
