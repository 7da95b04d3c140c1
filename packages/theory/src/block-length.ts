import type { Activation } from '@widthwise/network';
import type { ResidualBlock } from './block.ts';
import { meanPhi, meanSquaredDphi, meanSquaredPhi } from './expectations.ts';
import type { NetworkLaw } from './network-law.ts';

/** What W multiplies, y, at one length. */
export interface BlockResponse {
  /** E y². */
  readonly mean: number;
  /** E (∂y/∂h)². */
  readonly slope: number;
  /** Variance by which layer normalization divides; 1 without it. */
  readonly divisor: number;
}

/**
 * @param activation - φ, smooth or positively homogeneous.
 * @param block - for its normalization.
 * @param q - length > 0; a normalized layer of length 0 has no response.
 * @returns (E φ², E φ′²) at q; (E φ², E φ′²/q) with φ² and φ′² at unit length under normalized preactivations; (1, E φ′²/Var φ) at q
 * under normalized postactivations.
 */
export function blockResponse(
  activation: Activation,
  { normalization }: ResidualBlock,
  q: number,
): BlockResponse {
  return responses[normalization](activation, q);
}

const responses: Readonly<
  Record<ResidualBlock['normalization'], (activation: Activation, q: number) => BlockResponse>
> = Object.freeze({
  none: (activation, q) => ({
    mean: meanSquaredPhi(activation, q),
    slope: meanSquaredDphi(activation, q),
    divisor: 1,
  }),
  preactivation: (activation, q) => ({
    mean: q > 0 ? meanSquaredPhi(activation, 1) : Number.NaN,
    slope: meanSquaredDphi(activation, 1) / q,
    divisor: q,
  }),
  postactivation: (activation, q) => {
    const divisor = meanSquaredPhi(activation, q) - meanPhi(activation, q) ** 2;
    return {
      mean: divisor > 0 ? 1 : Number.NaN,
      slope: meanSquaredDphi(activation, q) / divisor,
      divisor,
    };
  },
});

/**
 * Length of the next layer.
 *
 *   q′ = σ_w² E y² + σ_b² + μ² q
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param block - σ_w, σ_b, μ and normalization.
 * @param q - length of the layer before, ≥ 0.
 * @returns q′; NaN where a layer of length zero is normalized, as networks then have no numbers either.
 */
export function blockLength(activation: Activation, block: ResidualBlock, q: number): number {
  const { sigmaW, sigmaB, skip, normalization } = block;
  const mean =
    normalization === 'none' ? meanSquaredPhi(activation, q) : blockResponse(activation, block, q).mean;
  const drawn = sigmaW ** 2 * mean + sigmaB ** 2;
  return skip === 0 ? drawn : drawn + skip * skip * q;
}

/**
 * Lengths of all layers of an infinitely wide network.
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param law - of the network.
 * @param squaredNorm - |x|²/n₀ ≥ 0.
 * @returns q^1 … q^L; [L]. Infinity once the length has left float64, NaN once a layer of length zero was normalized.
 */
export function networkLengths(activation: Activation, law: NetworkLaw, squaredNorm: number): Float64Array {
  const lengths = new Float64Array(law.blocks.length + 1);
  let q = law.first.sigmaW ** 2 * squaredNorm + law.first.sigmaB ** 2;
  lengths[0] = q;
  law.blocks.forEach((block, index) => {
    if (Number.isFinite(q)) q = blockLength(activation, block, q);
    lengths[index + 1] = q;
  });
  return lengths;
}
