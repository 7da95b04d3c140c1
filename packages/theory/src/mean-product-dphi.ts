import type { Activation } from '@widthwise/network';
import { meanSquaredDphi } from './expectations.ts';
import { overlapOf, type PairKernel } from './pair.ts';
import { pairExpectation } from './pair-expectation.ts';

/**
 * Mean product of slopes E[φ′(z_a) φ′(z_b)].
 *
 * @param activation - φ; one with a kink supplies `meanProductDphi`.
 * @param kernel - of the two inputs; lengths > 0.
 * @returns the expectation: closed form where φ has one, else `pairExpectation`.
 * @throws RangeError if φ has a kink and no closed form.
 *
 * Accuracy: relative error below 1e-12 for lengths ≤ 10.
 */
export function meanProductDphi(activation: Activation, kernel: PairKernel): number {
  const { lengthA, lengthB, decorrelation } = kernel;
  const closed = activation.meanProductDphi;
  if (closed !== undefined) return closed(lengthA, lengthB, overlapOf(kernel));
  if (decorrelation === 0 && lengthA === lengthB) return meanSquaredDphi(activation, lengthA);
  if (!activation.isSmooth) {
    throw new RangeError(`activation ${activation.name} has a kink and supplies no closed form.`);
  }
  return pairExpectation(kernel, (m, w) => activation.dphi(m + w / 2) * activation.dphi(m - w / 2));
}
