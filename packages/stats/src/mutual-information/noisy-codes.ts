import { countOf, type PointSet } from '../entropy/points.ts';
import { gaussianExpectation } from '../gaussian-expectation.ts';
import { cholesky } from '../linalg/cholesky.ts';
import { logDiagonal } from '../linalg/triangular.ts';

/**
 * Bounds of the mutual information I(X;T) of T = t(X) + N(0, s² I), X uniform over n inputs of codes t_i.
 *
 *   −mean_i ln mean_j e^{−|t_i−t_j|²/(8s²)} ≤ I ≤ −mean_i ln mean_j e^{−|t_i−t_j|²/(2s²)},   j = i included
 *
 * @param codes - t_i. Work grows as n² d.
 * @param noiseVariance - s² > 0, in squared units of t: part of the meaning of the result.
 * @returns both bounds in [0, ln n], in nats; undefined without codes.
 * @throws RangeError unless s² > 0.
 *
 * Source: Kolchinsky & Tracey 2017, arXiv:1706.02419, for components of one covariance.
 */
export function pairwiseInformationBounds(
  codes: PointSet,
  noiseVariance: number,
): { readonly lower: number; readonly upper: number } | undefined {
  requirePositive(noiseVariance);
  const n = countOf(codes);
  if (n === 0) return undefined;
  const { values, dimension } = codes;
  let [lower, upper] = [0, 0];
  for (let i = 0; i < n; i++) {
    let [wide, narrow] = [0, 0];
    for (let j = 0; j < n; j++) {
      let square = 0;
      for (let c = 0; c < dimension; c++)
        square += (values[i * dimension + c]! - values[j * dimension + c]!) ** 2;
      const kernel = Math.exp(-square / (8 * noiseVariance));
      wide += kernel;
      narrow += kernel ** 4;
    }
    lower -= Math.log(wide / n) / n;
    upper -= Math.log(narrow / n) / n;
  }
  return { lower, upper };
}

/**
 * Upper bound of I(X;T) of a noisy layer through the covariance of its codes, attained by Gaussian codes.
 *
 *   I ≤ ½ ln det( I + Cov(t)/s² )
 *
 * @param covariance - Cov(t) with divisor n, positive semidefinite, d × d row-major; mergeable.
 * @param noiseVariance - s² > 0.
 * @returns the bound ≥ 0, in nats.
 * @throws RangeError unless s² > 0; as `cholesky`.
 */
export function gaussianChannelBound(covariance: Float64Array, noiseVariance: number): number {
  requirePositive(noiseVariance);
  const d = Math.round(Math.sqrt(covariance.length));
  const shifted = covariance.map((value, at) => value / noiseVariance + (at % (d + 1) === 0 ? 1 : 0));
  return logDiagonal(cholesky(shifted, 'I + Cov(t)/s²'), d);
}

/**
 * Mutual information I(X;T) of T = t(X) + N(0, s²), X uniform over n inputs of scalar codes t_i, by quadrature.
 *
 *   I = −mean_i ∫ Du ln mean_j exp( −δ_ij²/2 − δ_ij u ),   δ_ij = (t_i − t_j)/s
 *
 * @param codes - scalars t_i. Work grows as 400 n².
 * @param noiseVariance - s² > 0.
 * @returns I in [0, ln n], in nats; undefined without codes.
 * @throws RangeError unless s² > 0.
 *
 * Accuracy: relative 1e-13 for twenty codes spread over up to 47 s (test).
 */
export function scalarCodeInformation(codes: Float64Array, noiseVariance: number): number | undefined {
  requirePositive(noiseVariance);
  const n = codes.length;
  if (n === 0) return undefined;
  const scale = 1 / Math.sqrt(noiseVariance);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += gaussianExpectation((u) => {
      let mixture = 0;
      for (let j = 0; j < n; j++) {
        const delta = (codes[i]! - codes[j]!) * scale;
        mixture += Math.exp(-delta * (0.5 * delta + u));
      }
      return Math.log(mixture / n);
    }, 1);
  }
  return -sum / n;
}

function requirePositive(noiseVariance: number): void {
  if (!(noiseVariance > 0)) throw new RangeError(`noiseVariance must be positive, got ${noiseVariance}`);
}
