import { type FirstTwoMoments, linearImage, rescaled } from './linear-image.ts';
import { type PairKernel, pairFrame } from './pair.ts';

/**
 * Law of the conditional kernel of two inputs in one layer, to first order in 1/N, in the coordinates x = (M,
 * κ, Δ) of `pairFrame`, each in units of its own scale s = (M, √(MΔ), Δ): E x_i = x_i + s_i δ_i/N, Cov(x_i,
 * x_j) = s_i s_j Σ_ij/N. In these units nothing vanishes as c → 1.
 */
export interface PairFluctuation {
  readonly kernel: PairKernel;
  /** δ; [3]. */
  readonly shift: Float64Array;
  /** Σ; 3 × 3 row-major. */
  readonly covariance: Float64Array;
}

/** N times the shifts and covariances of (q_aa, q_ab, q_bb), in units of z² and z⁴. */
export interface PairCorrection {
  /** [3]. */
  readonly shift: Float64Array;
  /** 3 × 3 row-major. */
  readonly covariance: Float64Array;
  /** N times the shift of Δ = E(z_a − z_b)². */
  readonly differenceShift: number;
}

/** (q_aa, q_ab, q_bb) as linear functions of (M, κ, Δ). */
export const ENTRIES = Float64Array.of(1, 1, 0.25, 1, 0, -0.25, 1, -1, 0.25);
/** Its inverse. */
export const COORDINATES = Float64Array.of(0.25, 0.5, 0.25, 0.5, 0, -0.5, 1, -2, 1);

/**
 * @param kernel - of the first layer of the recursion, which has no fluctuations.
 * @returns the initial state.
 */
export const deterministicPair = (kernel: PairKernel): PairFluctuation => ({
  kernel,
  shift: new Float64Array(3),
  covariance: new Float64Array(9),
});

/**
 * @param kernel - lengths > 0, decorrelation in (0, 2).
 * @returns s = (M, √(MΔ), Δ).
 */
export function pairScales(kernel: PairKernel): Float64Array {
  const { mean, difference } = pairFrame(kernel);
  return Float64Array.of(mean, Math.sqrt(mean) * Math.sqrt(difference), difference);
}

/**
 * @param state - of one layer.
 * @returns corrections to the kernel's entries.
 */
export function pairCorrection(state: PairFluctuation): PairCorrection {
  const scale = pairScales(state.kernel);
  const inUnits = rescaled(scale, state);
  return { ...linearImage(ENTRIES, inUnits), differenceShift: inUnits.shift[2]! };
}

/**
 * Inverse of `pairCorrection`: a state from corrections to the kernel's entries.
 *
 * @param kernel - of the layer, lengths > 0, decorrelation in (0, 2).
 * @param entries - N times shift and covariance of (q_aa, q_ab, q_bb).
 * @returns the state.
 */
export const pairFluctuationFrom = (kernel: PairKernel, entries: FirstTwoMoments): PairFluctuation => ({
  kernel,
  ...rescaled(
    pairScales(kernel).map((scale) => 1 / scale),
    linearImage(COORDINATES, entries),
  ),
});
