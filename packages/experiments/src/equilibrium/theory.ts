import type { Activation } from '@widthwise/network';
import {
  chi1,
  type EquilibriumPoint,
  lengthMap,
  lengthTrajectory,
  symmetricEquilibriumPoint,
  type TiedFamily,
} from '@widthwise/theory';

/** One input of an infinitely wide equilibrium network. */
export interface TiedSetting {
  readonly activation: Activation;
  /** Law of W; an untied network is as if i.i.d. at infinite width, whatever its family. */
  readonly family: TiedFamily;
  /** σ > 0. */
  readonly sigma: number;
  /** Variance v_x > 0 of the input's entries. */
  readonly inputVariance: number;
  /** Most iterations T. */
  readonly iterations: number;
}

/** Where the iteration stands, at infinite width. */
export interface TiedState {
  /** E h². */
  readonly length: number;
  /** q = E φ(h)². */
  readonly activationSecondMoment: number;
  readonly stability: number;
}

/** h_T counts as the fixed point of a symmetric network where what is left of the start is below this. */
const REMAINDER = 1e-4;

/** φ(z) = z: then gains do not depend on the input, and finite-width laws are known. */
export const isIdentity = ({ homogeneousVariance, phi }: Activation): boolean =>
  homogeneousVariance !== undefined && phi(1) === 1 && phi(-1) === -1;

/**
 * E h_t² of t = 1…T with i.i.d. or orthogonal weights, tied or not: v_{t+1} = σ² E φ(√v_t u)² + v_x, v_0 = v_x.
 *
 * @returns [T]; Infinity once a length has left float64.
 */
export function independentTrajectory(setting: Omit<TiedSetting, 'family'>): Float64Array {
  const { activation, sigma, inputVariance, iterations } = setting;
  const scales = { sigmaW: sigma, sigmaB: Math.sqrt(inputVariance) };
  return lengthTrajectory(activation, scales, lengthMap(activation, scales, inputVariance), iterations);
}

/**
 * State after T iterations at infinite width.
 *
 * @param setting - one input.
 * @returns the state; undefined where its length has left float64, where symmetric weights have none or T iterations do
 * not reach it, and for symmetric weights if φ has a kink.
 */
export function lastState(setting: TiedSetting): TiedState | undefined {
  if (setting.family === 'goe') return symmetricState(setting);
  const { activation, sigma, inputVariance, iterations } = setting;
  const length = independentTrajectory(setting)[iterations - 1] ?? Number.POSITIVE_INFINITY;
  if (!Number.isFinite(length)) return undefined;
  const scales = { sigmaW: sigma, sigmaB: Math.sqrt(inputVariance) };
  return {
    length,
    activationSecondMoment: (lengthMap(activation, scales, length) - inputVariance) / sigma ** 2,
    stability: chi1(activation, { sigmaW: sigma, qStar: length }),
  };
}

function symmetricState({
  activation,
  sigma,
  inputVariance,
  iterations,
}: TiedSetting): TiedState | undefined {
  // A response is an average of slopes along the way, which quadrature takes for smooth φ alone.
  const point: EquilibriumPoint | undefined = activation.isSmooth
    ? symmetricEquilibriumPoint(activation, { sigma, inputVariance })
    : undefined;
  if (point === undefined || !(point.stability < 1)) return undefined;
  const root = Math.sqrt(point.stability);
  // The spectral radius of W diag φ′ where φ′ is constant; otherwise near it.
  const rate = (2 * root) / (1 + point.stability);
  if (rate ** iterations > REMAINDER) return undefined;
  return { length: point.preactivation, activationSecondMoment: point.q, stability: point.stability };
}
