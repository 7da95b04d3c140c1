import type { Activation } from '@widthwise/network';
import { gaussianExpectation } from '@widthwise/stats';
import { meanSquaredDphi } from './expectations.ts';
import { expandedSlopeProduct, hermiteExpansion } from './hermite-expansion.ts';
import { overlapOf, type PairKernel } from './pair.ts';
import { pairExpectation } from './pair-expectation.ts';

/**
 * Mean product of slopes E[φ′(z_a) φ′(z_b)].
 *
 * @param activation - φ; one with a kink supplies `meanProductDphi`.
 * @param kernel - of the two inputs; lengths ≥ 0.
 * @returns the expectation: closed form where φ has one, else its Hermite expansion, else `pairExpectation`.
 * @throws RangeError if φ has a kink and no closed form.
 *
 * Accuracy: relative error below 1e-12 for lengths ≤ 10.
 */
export function meanProductDphi(activation: Activation, kernel: PairKernel): number {
  const { lengthA, lengthB, decorrelation } = kernel;
  if (decorrelation === 0 && lengthA === lengthB) return meanSquaredDphi(activation, lengthA);
  if (activation.homogeneousVariance !== undefined && lengthA > 0 && lengthB > 0) {
    return homogeneousSlopes(activation, decorrelation);
  }
  const closed = activation.meanProductDphi;
  if (closed !== undefined) return closed(lengthA, lengthB, overlapOf(kernel));
  if (!activation.isSmooth) {
    throw new RangeError(`activation ${activation.name} has a kink and supplies no closed form.`);
  }
  if (lengthA === 0 || lengthB === 0) {
    return gaussianExpectation(activation.dphi, lengthA) * gaussianExpectation(activation.dphi, lengthB);
  }
  const first = hermiteExpansion(activation, lengthA);
  const second = hermiteExpansion(activation, lengthB);
  if (first !== undefined && second !== undefined) {
    return expandedSlopeProduct(first, second, 1 - decorrelation) / Math.sqrt(lengthA * lengthB);
  }
  return pairExpectation(kernel, (m, w) => activation.dphi(m + w / 2) * activation.dphi(m - w / 2));
}

/**
 * For φ with slopes p and n at either side of zero: (p² + n²)/2 (1 − θ/π) + p n θ/π, cos θ = c. From 1 − c, since an
 * angle from c keeps half of its digits near c = 1.
 */
function homogeneousSlopes({ dphi }: Activation, decorrelation: number): number {
  const [p, n] = [dphi(1), dphi(-1)];
  const share = (2 / Math.PI) * Math.asin(Math.min(1, Math.sqrt(decorrelation / 2)));
  return ((p * p + n * n) / 2) * (1 - share) + p * n * share;
}
