import type { Activation } from '@widthwise/network';
import { gaussianExpectation } from '@widthwise/stats';
import { plainBlock, type ResidualBlock } from './block.ts';
import { jacobianGain } from './partial-jacobian.ts';
import { requireDepth, requireLength, requireScales, type Scales } from './scales.ts';

/** Laws of square weight matrices with entries of variance σ_w²/N. */
export type WeightFamily = 'gaussian' | 'orthogonal';

/** s₁ of the S-transform of WᵀW/σ_w²: −1 for the Marchenko–Pastur law, 0 for an isometry. */
const familyTerm: Readonly<Record<WeightFamily, number>> = Object.freeze({ gaussian: -1, orthogonal: 0 });

/** Mean and relative variance of squared singular values. */
export interface SpectrumMoments {
  readonly mean: number;
  readonly relativeVariance: number;
}

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
): SpectrumMoments {
  requireScales(scales);
  requireLength('length', length);
  requireDepth(depth);
  const blocks = new Array<ResidualBlock>(depth).fill(plainBlock(scales));
  return layeredJacobianSpectrum(activation, {
    blocks,
    lengths: new Array<number>(depth).fill(length),
    family,
  });
}

/**
 * The same for the product of the blocks of a network, each at the length of its own layer. The factors are free, so that means multiply and
 * relative variances add.
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param options.blocks - between square layers, without skips.
 * @param options.lengths - q of the layer that each block takes, > 0.
 * @param options.family - law of the weights; independent entries of any law count as Gaussian.
 * @returns mean and relative variance.
 * @throws RangeError if a block has a skip, or if φ has a kink and is not homogeneous.
 *
 * Source: Pennington, Schoenholz & Ganguli 2017, arXiv:1711.04735; S-transforms multiply, `packages/theory/NOTES.md` §12.
 */
export function layeredJacobianSpectrum(
  activation: Activation,
  {
    blocks,
    lengths,
    family,
  }: {
    readonly blocks: readonly ResidualBlock[];
    readonly lengths: ArrayLike<number>;
    readonly family: WeightFamily;
  },
): SpectrumMoments {
  let mean = 1;
  let relativeVariance = 0;
  blocks.forEach((block, index) => {
    if (block.skip !== 0) throw new RangeError(`a skip connection adds to the product, got ${block.skip}.`);
    const length = lengths[index] ?? Number.NaN;
    // Normalization divides every slope alike, after φ has seen unit length or before.
    const argument = block.normalization === 'preactivation' ? 1 : length;
    const [first, second] = [slopeMoment(activation, argument, 2), slopeMoment(activation, argument, 4)];
    mean *= jacobianGain(activation, block, length);
    relativeVariance += second / first ** 2 - 1 - familyTerm[family];
  });
  return { mean, relativeVariance };
}

/**
 * Largest squared singular value of a product of F square Gaussian matrices with entries of variance 1/N, N → ∞: the edge of the
 * Fuss–Catalan law.
 *
 *   (F + 1)^{F+1}/F^F
 *
 * @param factors - F ≥ 1.
 * @returns the edge; 4 for one factor.
 * @throws RangeError unless F is a positive integer.
 *
 * Source: growth of the moments C(kF + k, k)/(kF + 1); `packages/theory/NOTES.md` §12.
 */
export function gaussianProductEdge(factors: number): number {
  requireDepth(factors);
  return (factors + 1) * (1 + 1 / factors) ** factors;
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
