import type { Activation } from '@widthwise/network';
import { gaussianExpectation } from '@widthwise/stats';
import { requireDepth, requireLength, requireScales, type Scales } from './scales.ts';

/** Laws of square weight matrices with entries of variance σ_w²/N. */
export type WeightFamily = 'gaussian' | 'orthogonal';

/** s₁ of the S-transform of WᵀW/σ_w²: −1 for the Marchenko–Pastur law, 0 for an isometry. */
const familyTerm: Readonly<Record<WeightFamily, number>> = Object.freeze({ gaussian: -1, orthogonal: 0 });

/**
 * First two moments of the squared singular values s² of the input–output Jacobian D^L W^L … D¹ W¹ at the length
 * fixed point, N → ∞.
 *
 *   E s² = χ₁^L,   Var s²/(E s²)² = L (μ₂/μ₁² − 1 − s₁),   μ_k = E φ′(√q u)^{2k},   χ₁ = σ_w² μ₁
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param options.length - q*, > 0.
 * @param options.depth - L.
 * @param options.family - law of the weights.
 * @returns mean and relative variance; dynamical isometry is mean 1 and relative variance 0.
 * @throws RangeError outside the domain, or if φ has a kink and is not homogeneous.
 *
 * Source: Pennington, Schoenholz & Ganguli 2017, arXiv:1711.04735.
 */
export function jacobianSpectrum(
  activation: Activation,
  scales: Scales,
  {
    length,
    depth,
    family,
  }: { readonly length: number; readonly depth: number; readonly family: WeightFamily },
): { readonly mean: number; readonly relativeVariance: number } {
  requireScales(scales);
  requireLength('length', length);
  requireDepth(depth);
  const first = slopeMoment(activation, length, 2);
  const second = slopeMoment(activation, length, 4);
  return {
    mean: (scales.sigmaW ** 2 * first) ** depth,
    relativeVariance: depth * (second / first ** 2 - 1 - familyTerm[family]),
  };
}

/** E φ′^p, p even. */
function slopeMoment(
  { name, dphi, isSmooth, homogeneousVariance }: Activation,
  q: number,
  p: number,
): number {
  if (homogeneousVariance !== undefined) return (dphi(1) ** p + dphi(-1) ** p) / 2;
  if (!isSmooth) throw new RangeError(`activation ${name} is neither smooth nor positively homogeneous.`);
  return gaussianExpectation((z) => dphi(z) ** p, q);
}
