import type { Activation } from '@widthwise/network';
import { expandedDifference, hermiteExpansion } from './hermite-expansion.ts';
import { increment } from './increment.ts';
import { lengthMap } from './length-map.ts';
import { decorrelationOf, type PairFrame, type PairKernel, pairFrame } from './pair.ts';
import { pairExpectation } from './pair-expectation.ts';
import { requireScales, type Scales } from './scales.ts';
import { sineMinusArc } from './sine-minus-arc.ts';

/**
 * Correlation map: kernel of two inputs in the next layer of an infinitely wide network.
 *
 *   Δ′ = σ_w² E(φ(z_a) − φ(z_b))²,   q_a′ and q_b′ by the length map,   1 − c′ = (Δ′ − (√q_a′ − √q_b′)²)/(2 √(q_a′ q_b′))
 *
 * The mean squared difference is carried instead of the overlap: 1 − q_ab/√(q_aa q_bb) would lose all digits
 * as c → 1.
 *
 * @param activation - φ; one with a kink must be positively homogeneous.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param kernel - of the layer before; lengths > 0 and finite.
 * @returns kernel of the next layer. Its decorrelation is zero if a length is.
 * @throws RangeError outside the domain.
 *
 * Accuracy: 1 − c′ to a relative 1e-11 at any c, lengths ≤ 10 (test against closed forms and a second
 * method). A smooth φ is expanded in Hermite polynomials, once for each length; at lengths above
 * 15 the plane is summed instead.
 * Source: Poole et al. 2016, arXiv:1606.05340, correlation map; the form used here is derived in
 * `packages/theory/NOTES.md` §2.
 */
export function correlationMap(activation: Activation, scales: Scales, kernel: PairKernel): PairKernel {
  requireScales(scales);
  const lengthA = lengthMap(activation, scales, kernel.lengthA);
  const lengthB = kernel.lengthA === kernel.lengthB ? lengthA : lengthMap(activation, scales, kernel.lengthB);
  if (lengthA === 0 || lengthB === 0) return { lengthA, lengthB, decorrelation: 0 };
  const difference = scales.sigmaW ** 2 * meanSquaredDifference(activation, kernel);
  return { lengthA, lengthB, decorrelation: decorrelationOf(lengthA, lengthB, difference) };
}

/**
 * E(φ(z_a) − φ(z_b))² with relative accuracy at any correlation.
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param kernel - of the two inputs.
 * @returns the mean squared difference, ≥ 0.
 * @throws RangeError if φ has a kink and is not homogeneous, or a length is not positive and finite.
 */
export function meanSquaredDifference(activation: Activation, kernel: PairKernel): number {
  const frame = pairFrame(kernel);
  if (frame.difference === 0) return 0;
  if (activation.homogeneousVariance !== undefined) return homogeneousDifference(activation, kernel, frame);
  if (!activation.isSmooth) {
    throw new RangeError(`activation ${activation.name} is neither smooth nor positively homogeneous.`);
  }
  const first = hermiteExpansion(activation, kernel.lengthA);
  const second = hermiteExpansion(activation, kernel.lengthB);
  if (first !== undefined && second !== undefined) {
    return expandedDifference(first, second, kernel.decorrelation);
  }
  return pairExpectation(kernel, (m, w) => increment(activation, m, w) ** 2);
}

/**
 * For φ(z) = α z + β |z|: E(φ_a − φ_b)² = α² Δ + β² [Δ − (4/π) √(q_a q_b) (sin θ − θ cos θ)], cos θ = c; the
 * mixed term is odd.
 */
function homogeneousDifference(activation: Activation, kernel: PairKernel, frame: PairFrame): number {
  const alpha = (activation.phi(1) - activation.phi(-1)) / 2;
  const beta = (activation.phi(1) + activation.phi(-1)) / 2;
  const theta = 2 * Math.asin(Math.sqrt(kernel.decorrelation / 2));
  const product = Math.sqrt(kernel.lengthA) * Math.sqrt(kernel.lengthB);
  const folded = Math.max(
    0,
    frame.difference - (4 / Math.PI) * product * sineMinusArc(theta, kernel.decorrelation),
  );
  return alpha * alpha * frame.difference + beta * beta * folded;
}
