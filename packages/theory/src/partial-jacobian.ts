import type { Activation } from '@widthwise/network';
import { type ResidualBlock, requireBlock } from './block.ts';
import { blockLength, blockResponse } from './block-length.ts';
import { meanSquaredDphi, meanSquaredPhi } from './expectations.ts';
import { requireDepth, requireLength } from './scales.ts';

/** One layer of the infinite-width recursion. */
export interface JacobianLayer {
  /** K^l. */
  readonly length: number;
  /** χ_J, the factor to the next layer. */
  readonly chiJ: number;
  /** J^{1,l}, averaged squared Frobenius norm of ∂h^l/∂h^1 per neuron; 1 at layer 1. */
  readonly norm: number;
}

/**
 * Averaged partial Jacobian norms layer by layer, infinite width.
 *
 *   K^{l+1} = μ² K^l + σ_w² A + σ_b²,   J^{1,l+1} = χ_J J^{1,l},   χ_J = μ² + σ_w² B
 *
 * with (A, B) = (E φ², E φ′²) at K; (E φ², E φ′²/K) with φ² and φ′² at unit length, for normalized preactivations;
 * (1, E φ′²/Var φ) at K for normalized postactivations.
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param block - σ_w, σ_b, μ and normalization.
 * @param options.firstLength - K¹ > 0.
 * @param options.depth - number L of layers.
 * @returns one entry per layer; [L].
 * @throws RangeError outside the domain.
 *
 * Accuracy: 1e-13 per layer, relative, for lengths ≤ 10.
 * Source: Doshi, He & Gromov 2023, arXiv:2111.12143; normalized forms derived in `packages/theory/NOTES.md` §11.
 */
export function partialJacobianNorms(
  activation: Activation,
  block: ResidualBlock,
  { firstLength, depth }: { readonly firstLength: number; readonly depth: number },
): readonly JacobianLayer[] {
  requireBlock(block);
  requireDepth(depth);
  requireLength('firstLength', firstLength);
  const layers: JacobianLayer[] = [];
  let length = firstLength;
  let norm = 1;
  for (let layer = 1; layer <= depth; layer += 1) {
    const chiJ = jacobianGain(activation, block, length);
    layers.push({ length, chiJ, norm });
    length = blockLength(activation, block, length);
    norm *= chiJ;
  }
  return layers;
}

/**
 * Factor by which squared derivatives grow from one layer of an infinitely wide network to the next.
 *
 *   χ_J = μ² + σ_w² E (∂y/∂h)²
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param block - σ_w, σ_b, μ and normalization.
 * @param length - K of the layer, > 0.
 * @returns χ_J.
 *
 * Source: Doshi, He & Gromov 2023, arXiv:2111.12143; normalized forms derived in `packages/theory/NOTES.md` §11.
 */
export const jacobianGain = (activation: Activation, block: ResidualBlock, length: number): number =>
  block.skip ** 2 + block.sigmaW ** 2 * blockResponse(activation, block, length).slope;

/**
 * Correlation length of the partial Jacobian in depth: layers over which its norm changes by a factor e.
 *
 *   ξ = 1/|ln χ_J|
 *
 * @param chiJ - χ_J > 0 at the fixed point of the length.
 * @returns ξ > 0 in layers; undefined at χ_J = 1, where the norm follows a power of depth, and at χ_J = 0.
 * @throws RangeError if `chiJ` is negative.
 *
 * Source: Doshi, He & Gromov 2023, arXiv:2111.12143.
 */
export function jacobianDepthScale(chiJ: number): number | undefined {
  if (!(chiJ >= 0)) throw new RangeError(`chiJ must be non-negative, got ${chiJ}.`);
  const rate = Math.abs(Math.log(chiJ));
  return rate > 0 && Number.isFinite(rate) ? 1 / rate : undefined;
}

/**
 * Ratio σ_b²/σ_w² at which networks with normalized preactivations and μ < 1 are critical: E φ′² − E φ² at unit
 * length, for every μ < 1.
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @returns the ratio; negative if no biases make such a network critical.
 *
 * Source: derived in `packages/theory/NOTES.md` §11.
 */
export const normalizedCriticalRatio = (activation: Activation): number =>
  meanSquaredDphi(activation, 1) - meanSquaredPhi(activation, 1);
