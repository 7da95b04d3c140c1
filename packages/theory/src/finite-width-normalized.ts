import type { Activation } from '@widthwise/network';
import { gaussianExpectation } from '@widthwise/stats';
import { type LengthFluctuation, momentsOf } from './finite-width-length.ts';
import type { NetworkLaw } from './network-law.ts';

/**
 * First-order corrections in 1/N to the length of one input under layer normalization without skip connections, N = N_1. Layers do not
 * remember: for normalized preactivations, in every layer l ≥ 2,
 *
 *   q = σ_w² A + σ_b²,   δ = −(N/N_{l−1}) σ_w² A″,   Σ = (N/N_{l−1}) σ_w⁴ [Var φ² − 2A′² − (E φ² u)²]
 *
 * with A(q) = E φ(√q u)² and its derivatives at q = 1; normalized postactivations have q = σ_w² + σ_b² without fluctuations.
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param law - normalized, without skips.
 * @param firstLength - q¹ > 0.
 * @returns one entry per layer; [L]. Layer 1 does not fluctuate.
 * @throws RangeError if a block has a skip or no normalization, or if φ has a kink and is not homogeneous.
 *
 * Accuracy: coefficients to 1e-11; the neglected terms are of order 1/N².
 * Source: derived in `packages/theory/NOTES.md` §14.
 */
export function normalizedLengthFluctuations(
  activation: Activation,
  { blocks, widths }: NetworkLaw,
  firstLength: number,
): readonly LengthFluctuation[] {
  const later = blocks.map(({ sigmaW, sigmaB, skip, normalization }, index): LengthFluctuation => {
    const coefficients = skip === 0 ? noises[normalization]?.(activation) : undefined;
    if (coefficients === undefined) {
      throw new RangeError('layers must be normalized, without skip connections.');
    }
    const weight = sigmaW ** 2;
    const share = (widths[0] ?? 1) / (widths[index] ?? 1);
    return {
      length: weight * coefficients.mean + sigmaB ** 2,
      shift: -share * weight * coefficients.curvature,
      variance: share * weight * weight * coefficients.variance,
    };
  });
  return [{ length: firstLength, shift: 0, variance: 0 }, ...later];
}

interface NoiseCoefficients {
  readonly mean: number;
  readonly curvature: number;
  readonly variance: number;
}

const noises: Readonly<Record<string, (activation: Activation) => NoiseCoefficients>> = Object.freeze({
  preactivation: (activation) => {
    const { mean, slope, curvature, variance } = momentsOf(activation, 1);
    const tilt = squareTilt(activation);
    return { mean, curvature, variance: variance - 2 * slope * slope - tilt * tilt };
  },
  postactivation: () => ({ mean: 1, curvature: 0, variance: 0 }),
});

/** E φ(u)² u; (p² − n²) E|u|³/2 for slopes p and n. */
function squareTilt({ phi, homogeneousVariance }: Activation): number {
  if (homogeneousVariance === undefined) return gaussianExpectation((u) => phi(u) ** 2 * u, 1);
  return (phi(1) ** 2 - phi(-1) ** 2) * Math.sqrt(2 / Math.PI);
}
