import type { Activation } from '@widthwise/network';
import { meanSquaredDphi } from './expectations.ts';
import { requireLength, requireScales } from './scales.ts';

/**
 * Correlation susceptibility χ₁: growth per layer of a small decorrelation between two inputs, in an
 * infinitely wide network at its length fixed point. χ₁ < 1 ordered, χ₁ > 1 chaotic, χ₁ = 1 critical.
 *
 *   χ₁ = σ_w² ∫ Dz φ′(√q* z)²,   Dz = exp(−z²/2) dz / √(2π)
 *
 * @param activation - φ, through `dphi`; a φ with a kink supplies `meanProductDphi` in closed form.
 * @param options.sigmaW - σ_w > 0, with Var W_ij = σ_w²/n_in.
 * @param options.qStar - length fixed point for the same φ, σ_w and σ_b; ≥ 0, in units of z².
 * @returns χ₁ ≥ 0, dimensionless.
 * @throws RangeError if `sigmaW` or `qStar` lies outside its domain.
 *
 * Accuracy: relative error below 1e-13 for tanh and erf with q* ≤ 10 (trapezoid rule, step 1/16, |z| ≤ 12).
 * Gauss–Hermite is not used: at q* = 10 its 64-point rule is 9 % off for tanh.
 * Source: Poole et al. 2016, arXiv:1606.05340, slope of the correlation map at c = 1.
 *
 * @example
 * chi1(tanh, { sigmaW: 1.5, qStar: 0.8133223 }); // ≈ 1.129053 (sigmaB = 0.1: chaotic)
 */
export function chi1(
  activation: Activation,
  { sigmaW, qStar }: { readonly sigmaW: number; readonly qStar: number },
): number {
  requireScales({ sigmaW, sigmaB: 0 });
  requireLength('qStar', qStar);
  return sigmaW ** 2 * meanSquaredDphi(activation, qStar);
}
