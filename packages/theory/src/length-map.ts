import type { Activation } from '@widthwise/network';
import { gaussianExpectation } from '@widthwise/stats';
import { meanSquaredPhi } from './expectations.ts';
import { rememberedByLength } from './remembered.ts';
import { requireDepth, requireLength, requireScales, type Scales } from './scales.ts';

/**
 * Length map: length of a layer's preactivations in an infinitely wide network, given that of the layer
 * before.
 *
 *   q′ = σ_w² E φ(√q u)² + σ_b²,   u ~ N(0,1)
 *
 * @param activation - φ.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param q - length E z² of the layer before, ≥ 0.
 * @returns q′ ≥ σ_b², in units of z².
 * @throws RangeError outside the domain.
 *
 * Accuracy: closed form for erf, linear, relu, leaky-relu and sin; otherwise relative error below 1e-13 for q
 * ≤ 10.
 * Source: Poole et al. 2016, arXiv:1606.05340, length map.
 *
 * @example
 * lengthMap(relu, { sigmaW: 1, sigmaB: 0.5 }, 3); // => 1.75
 */
export function lengthMap(activation: Activation, scales: Scales, q: number): number {
  requireScales(scales);
  requireLength('q', q);
  return scales.sigmaW ** 2 * meanSquaredPhi(activation, q) + scales.sigmaB ** 2;
}

/**
 * Slope of the length map, which decides how fast lengths settle.
 *
 *   χ_q = dq′/dq = σ_w² E[z φ(z) φ′(z)]/q,   z ~ N(0, q)
 *
 * @param activation - φ.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param q - length, ≥ 0; at q = 0 the limit σ_w² φ′(0)², which needs φ(0) = 0.
 * @returns χ_q, dimensionless; undefined at q = 0 if φ(0) ≠ 0 (such a length is no fixed point).
 * @throws RangeError outside the domain.
 *
 * Accuracy: relative error below 1e-13 for q ≤ 10.
 * Source: derived in `packages/theory/NOTES.md` §1.
 */
export function lengthMapSlope(activation: Activation, scales: Scales, q: number): number | undefined {
  requireScales(scales);
  requireLength('q', q);
  const weight = scales.sigmaW ** 2;
  if (activation.homogeneousVariance !== undefined) return weight * meanSquaredPhi(activation, 1);
  if (q === 0) return activation.phi(0) === 0 ? weight * activation.dphi(0) ** 2 : undefined;
  return (weight * slopeMoment(activation, q)) / q;
}

/** E[z φ(z) φ′(z)], z ~ N(0, q). */
const slopeMoment = rememberedByLength(({ phi, dphi }, q) =>
  gaussianExpectation((z) => phi(z) * dphi(z) * z, q),
);

/**
 * Lengths of all layers of an infinitely wide network.
 *
 * @param activation - φ.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param firstLength - length q¹ of layer 1, σ_w² |x|²/n₀ + σ_b².
 * @param depth - number L of layers.
 * @returns q¹ … q^L; [L]. Infinity once the length has left float64.
 * @throws RangeError outside the domain.
 */
export function lengthTrajectory(
  activation: Activation,
  scales: Scales,
  firstLength: number,
  depth: number,
): Float64Array {
  requireDepth(depth);
  requireLength('firstLength', firstLength);
  const lengths = new Float64Array(depth);
  let q = firstLength;
  for (let layer = 0; layer < depth; layer += 1) {
    lengths[layer] = q;
    if (Number.isFinite(q) && layer + 1 < depth) q = lengthMap(activation, scales, q);
  }
  return lengths;
}
