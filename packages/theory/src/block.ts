import type { Scales } from './scales.ts';

/** What layer normalization, if any, acts on. */
export type BlockNormalization = 'none' | 'preactivation' | 'postactivation';

/** What leads from one layer to the next, h^{l+1} = W y + b + μ h^l with W_ij ~ (0, σ_w²/N), b_i ~ N(0, σ_b²). */
export interface ResidualBlock {
  /** σ_w ≥ 0. */
  readonly sigmaW: number;
  /** σ_b ≥ 0. */
  readonly sigmaB: number;
  /** μ; 0 without skip connections. */
  readonly skip: number;
  /** y is φ(h), φ(LN(h)) or LN(φ(h)). */
  readonly normalization: BlockNormalization;
}

/**
 * @param scales - σ_w and σ_b.
 * @returns the block of a network without skip connections and normalization.
 */
export const plainBlock = ({ sigmaW, sigmaB }: Scales): ResidualBlock => ({
  sigmaW,
  sigmaB,
  skip: 0,
  normalization: 'none',
});

/**
 * @param block - of a network.
 * @throws RangeError unless σ_w and σ_b are finite and non-negative and μ is finite.
 */
export function requireBlock({ sigmaW, sigmaB, skip }: ResidualBlock): void {
  for (const [name, value] of Object.entries({ sigmaW, sigmaB })) {
    if (!(value >= 0 && Number.isFinite(value))) {
      throw new RangeError(`${name} must be finite and non-negative, got ${value}.`);
    }
  }
  if (!Number.isFinite(skip)) throw new RangeError(`skip must be finite, got ${skip}.`);
}
