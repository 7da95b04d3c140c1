import type { Activation } from '@widthwise/network';
import { lengthMapSlope } from './length-map.ts';
import { meanProductDphi } from './mean-product-dphi.ts';
import { requireScales, type Scales } from './scales.ts';

/**
 * Slopes this near to one have no depth scale: the approach is algebraic, or its slope is one up to rounding.
 */
const MARGINAL = 1e-10;

/** −1/ln|χ| in layers; 0 for χ = 0, undefined for |χ| ≥ 1. */
const depthScaleOf = (slope: number): number | undefined => {
  const size = Math.abs(slope);
  if (size === 0) return 0;
  return size < 1 - MARGINAL ? -1 / Math.log(size) : undefined;
};

/**
 * Depth scale of lengths: layers in which the distance to q* falls by a factor e.
 *
 *   ξ_q = −1/ln χ_q,   χ_q = dq′/dq at q*
 *
 * @param activation - φ.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param qStar - stable length fixed point, ≥ 0.
 * @returns ξ_q ≥ 0 in layers; undefined where χ_q ≥ 1 (the approach is not exponential).
 * @throws RangeError outside the domain.
 *
 * Source: Schoenholz et al. 2017, arXiv:1611.01232.
 */
export function depthScaleLength(activation: Activation, scales: Scales, qStar: number): number | undefined {
  const slope = lengthMapSlope(activation, scales, qStar);
  return slope === undefined ? undefined : depthScaleOf(slope);
}

/**
 * Depth scale of correlations: layers in which the distance to c* falls by a factor e.
 *
 *   ξ_c = −1/ln( σ_w² E[φ′(z_a) φ′(z_b)] ),   (z_a, z_b) of length q* and correlation c*
 *
 * In the ordered phase c* = 1 and the slope is χ₁.
 *
 * @param activation - φ; one with a kink supplies `meanProductDphi`.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param fixedPoint.qStar - length fixed point, > 0.
 * @param fixedPoint.decorrelation - 1 − c*, in [0, 1].
 * @returns ξ_c ≥ 0 in layers; undefined on the critical line.
 * @throws RangeError outside the domain.
 *
 * Accuracy: 1e-12 · ξ_c, relative.
 * Source: Schoenholz et al. 2017, arXiv:1611.01232.
 *
 * @example
 * depthScaleCorrelation(tanh, { sigmaW: Math.sqrt(1.5), sigmaB: Math.sqrt(0.05) }, { qStar: 0.418037,
 * decorrelation: 0 }); // ≈ 15.791
 */
export function depthScaleCorrelation(
  activation: Activation,
  scales: Scales,
  { qStar, decorrelation }: { readonly qStar: number; readonly decorrelation: number },
): number | undefined {
  requireScales(scales);
  const kernel = { lengthA: qStar, lengthB: qStar, decorrelation };
  return depthScaleOf(scales.sigmaW ** 2 * meanProductDphi(activation, kernel));
}
