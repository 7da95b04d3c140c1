import { cholesky } from '../linalg/cholesky.ts';
import { symmetricEigenvalues } from '../linalg/symmetric-eigenvalues.ts';
import { forwardSubstitute, logDiagonal, transpose } from '../linalg/triangular.ts';
import { excessOverLog1p } from '../special/excess-over-log1p.ts';
import { relativeEntropyOfFactors } from './gaussian.ts';

/** A Gaussian in d dimensions: mean of d entries, covariance d × d row-major, symmetric positive definite. */
export interface GaussianLaw {
  readonly mean: Float64Array;
  readonly covariance: Float64Array;
}

/**
 * Relative entropy D(p‖q) of two Gaussians with means. Not symmetric; zero only for equal laws.
 *
 *   D(p‖q) = ½ [ tr(Σ_q⁻¹ Σ_p) − d + ln det Σ_q − ln det Σ_p + (μ_p − μ_q)ᵀ Σ_q⁻¹ (μ_p − μ_q) ]
 *
 * @returns D(p‖q) ≥ 0, in nats.
 * @throws RangeError if the shapes differ; NotPositiveDefiniteError naming the matrix and the failing pivot.
 *
 * Accuracy: rounding error grows with the condition number of Σ_q; use `relativeEntropyCloseGaussians` for Σ_p ≈ Σ_q.
 * Source: Rasmussen & Williams 2006, Gaussian Processes for Machine Learning, appendix A.5.
 */
export function relativeEntropyGaussianLaws(p: GaussianLaw, q: GaussianLaw): number {
  const d = sharedDimension(p, q);
  const factorQ = cholesky(q.covariance, 'Σ_q');
  const spread = relativeEntropyOfFactors(cholesky(p.covariance, 'Σ_p'), factorQ, d);
  return spread + 0.5 * squaredShift(p, q, factorQ);
}

/**
 * `relativeEntropyGaussianLaws` without cancellation where Σ_p ≈ Σ_q.
 *
 *   D(p‖q) = ½ Σ_i (e_i − ln(1 + e_i)) + ½ (μ_p − μ_q)ᵀ Σ_q⁻¹ (μ_p − μ_q),   e_i eigenvalues of L_q⁻¹(Σ_p − Σ_q)L_q⁻ᵀ
 *
 * Costs an eigenvalue problem.
 */
export function relativeEntropyCloseGaussians(p: GaussianLaw, q: GaussianLaw): number {
  const d = sharedDimension(p, q);
  const factorQ = cholesky(q.covariance, 'Σ_q');
  const difference = p.covariance.map((value, at) => value - q.covariance[at]!);
  forwardSubstitute(factorQ, difference, d);
  const both = transpose(difference, d);
  forwardSubstitute(factorQ, both, d);
  const symmetric = both.map((value, at) => 0.5 * (value + transposedEntry(both, at, d)));
  let spread = 0;
  for (const e of symmetricEigenvalues(symmetric)) spread += excessOverLog1p(e);
  return 0.5 * (spread + squaredShift(p, q, factorQ));
}

/**
 * Bhattacharyya distance of two Gaussians, −ln ∫ √(pq). Symmetric.
 *
 *   D_B = ⅛ (μ_p − μ_q)ᵀ S⁻¹ (μ_p − μ_q) + ½ ln( det S/√(det Σ_p det Σ_q) ),   S = (Σ_p + Σ_q)/2
 *
 * @returns D_B ≥ 0, in nats. Throws as `relativeEntropyGaussianLaws`.
 *
 * Source: Kailath 1967, IEEE Transactions on Communication Technology 15, 52.
 */
export function bhattacharyyaDistance(p: GaussianLaw, q: GaussianLaw): number {
  const d = sharedDimension(p, q);
  const middle = cholesky(
    p.covariance.map((value, at) => 0.5 * (value + q.covariance[at]!)),
    'the mean covariance',
  );
  const logP = logDiagonal(cholesky(p.covariance, 'Σ_p'), d);
  const logQ = logDiagonal(cholesky(q.covariance, 'Σ_q'), d);
  return squaredShift(p, q, middle) / 8 + logDiagonal(middle, d) - 0.5 * (logP + logQ);
}

/**
 * Squared Wasserstein-2 distance of two Gaussians, in squared units of z.
 *
 *   W₂² = |μ_p − μ_q|² + tr Σ_p + tr Σ_q − 2 tr (Σ_q^½ Σ_p Σ_q^½)^½
 *
 * The trace is the sum of the square roots of the eigenvalues of L_qᵀ Σ_p L_q, which are those of Σ_p Σ_q.
 *
 * @returns W₂² ≥ 0, by difference: rounding leaves about 1e-16 of the traces. Throws as `relativeEntropyGaussianLaws`.
 *
 * Source: Dowson & Landau 1982, Journal of Multivariate Analysis 12, 450.
 */
export function squaredWasserstein2(p: GaussianLaw, q: GaussianLaw): number {
  const d = sharedDimension(p, q);
  const factorQ = cholesky(q.covariance, 'Σ_q');
  const factorP = cholesky(p.covariance, 'Σ_p');
  const product = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      let sum = 0;
      for (let k = Math.max(i, j); k < d; k++) sum += factorQ[k * d + i]! * factorP[k * d + j]!;
      product[i * d + j] = sum;
    }
  }
  const gram = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++) {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += product[i * d + k]! * product[j * d + k]!;
      gram[i * d + j] = sum;
    }
  }
  let total = 0;
  for (let i = 0; i < d; i++) {
    total += (p.mean[i]! - q.mean[i]!) ** 2 + p.covariance[i * (d + 1)]! + q.covariance[i * (d + 1)]!;
  }
  for (const e of symmetricEigenvalues(gram)) total -= 2 * Math.sqrt(Math.max(0, e));
  return Math.max(0, total);
}

function transposedEntry(matrix: Float64Array, at: number, d: number): number {
  return matrix[(at % d) * d + Math.floor(at / d)]!;
}

/** (μ_p − μ_q)ᵀ (L Lᵀ)⁻¹ (μ_p − μ_q). */
function squaredShift(p: GaussianLaw, q: GaussianLaw, factor: Float64Array): number {
  const shift = p.mean.map((value, i) => value - q.mean[i]!);
  forwardSubstitute(factor, shift, shift.length);
  let sum = 0;
  for (const value of shift) sum += value * value;
  return sum;
}

function sharedDimension(p: GaussianLaw, q: GaussianLaw): number {
  const d = p.mean.length;
  for (const [law, name] of [
    [p, 'p'],
    [q, 'q'],
  ] as const) {
    if (law.mean.length !== d || law.covariance.length !== d * d) {
      throw new RangeError(
        `${name} must have ${d} means and ${d * d} covariances, got ${law.mean.length} and ${law.covariance.length}`,
      );
    }
  }
  return d;
}
