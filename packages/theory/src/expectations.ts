import type { Activation } from '@widthwise/network';
import { gaussianExpectation } from '@widthwise/stats';
import { rememberedByLength } from './remembered.ts';

/**
 * Mean squared postactivation A(q) = E φ(√q u)².
 *
 * @param activation - φ; one with a kink supplies `meanProduct`.
 * @param q - length, ≥ 0.
 * @returns A(q) ≥ 0; the closed form where φ has one, else the trapezoid rule of `gaussianExpectation`.
 */
export function meanSquaredPhi(activation: Activation, q: number): number {
  const closed = activation.meanProduct;
  // A homogeneous φ is scaled from q = 1, because closed forms take the product of two lengths, which may
  // overflow.
  if (activation.homogeneousVariance !== undefined && closed !== undefined) return q * closed(1, 1, 1);
  if (closed !== undefined) return closed(q, q, q);
  requireSmooth(activation);
  return smoothMeanSquare(activation, q);
}

const smoothMeanSquare = rememberedByLength((activation, q) =>
  gaussianExpectation((z) => activation.phi(z) ** 2, q),
);

/**
 * Mean squared slope B(q) = E φ′(√q u)².
 *
 * @param activation - φ; one with a kink supplies `meanProductDphi`.
 * @param q - length, ≥ 0.
 * @returns B(q) ≥ 0; the closed form where φ has one, else quadrature.
 */
export function meanSquaredDphi(activation: Activation, q: number): number {
  const closed = activation.meanProductDphi;
  if (closed !== undefined) return closed(q, q, q);
  requireSmooth(activation);
  return gaussianExpectation((z) => activation.dphi(z) ** 2, q);
}

/**
 * Mean postactivation m(q) = E φ(√q u).
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param q - length, ≥ 0.
 * @returns m(q); √(q/2π) (φ(1) + φ(−1)) for a homogeneous φ, else quadrature.
 */
export function meanPhi(activation: Activation, q: number): number {
  if (activation.homogeneousVariance !== undefined) {
    return Math.sqrt(q / (2 * Math.PI)) * (activation.phi(1) + activation.phi(-1));
  }
  requireSmooth(activation);
  return gaussianExpectation(activation.phi, q);
}

function requireSmooth(activation: Activation): void {
  if (!activation.isSmooth) {
    throw new RangeError(`activation ${activation.name} has a kink and supplies no closed form.`);
  }
}
