import type { Activation } from '@widthwise/network';
import { gaussianExpectation } from '@widthwise/stats';
import { momentsOf } from './finite-width-length.ts';
import { pairFluctuations } from './finite-width-pair.ts';
import { lengthMap } from './length-map.ts';
import type { WidthStep } from './network-law.ts';
import { overlapOf, pairKernel } from './pair.ts';
import { type PairFluctuation, pairCorrection, pairFluctuationFrom } from './pair-fluctuation.ts';
import type { Scales } from './scales.ts';

/**
 * Mean mismatch of an injected column, layer by layer, to leading order: the mean over networks of
 *
 *   Σ_i (Z_i − μ)²/(2v) − N/2,   μ and v mean and variance over neurons of the input's own preactivations,
 *
 * where Z starts at layer 1 with i.i.d. N(μ¹, v¹) entries and passes through the same weights. With K the
 * joint kernel of input (1) and column (s), β = K_1s/K_11:
 *
 *   ½ [ (δ_ss − δ_11)/q − (Σ_s1 − Σ_11)/q² ] + (1 − β)(2 + β)
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param steps - σ_w > 0, σ_b ≥ 0 and N_1/N_l of the steps to layers 2…L.
 * @param firstLength - q¹ > 0 of the input.
 * @returns the mean in nats, of layers that have N_1 neurons; [≤ L]; 0 at layer 1, exactly. It does not grow with N; terms of order 1/N are
 * left out. It ends before the first layer in which input and column coincide to rounding.
 * @throws RangeError outside the domain, or if φ has a kink and is not homogeneous.
 *
 * Source: derived in `packages/theory/NOTES.md` §8; the quantity is that of Erdmenger et al. 2022,
 * arXiv:2107.06898, as their code has it.
 */
export function meanMismatch(
  activation: Activation,
  steps: readonly WidthStep[],
  firstLength: number,
): Float64Array {
  const [first] = steps;
  if (first === undefined) return new Float64Array(1);
  const layers = pairFluctuations(activation, steps.slice(1), secondLayer(activation, first, firstLength));
  return Float64Array.from([0, ...layers.map(mismatchOf)]);
}

function mismatchOf(state: PairFluctuation): number {
  const q = state.kernel.lengthA;
  const { shift, covariance } = pairCorrection(state);
  const beta = overlapOf(state.kernel) / q;
  const ratio = (shift[2]! - shift[0]!) / q - (covariance[2]! - covariance[0]!) / (q * q);
  return ratio / 2 + (1 - beta) * (2 + beta);
}

/**
 * Joint kernel of input and column at layer 2, with the fluctuations that the column's random mean and
 * variance bring.
 */
function secondLayer(activation: Activation, scales: Scales, k: number): PairFluctuation {
  const weight = scales.sigmaW ** 2;
  const { mean: a, slope, curvature, variance } = momentsOf(activation, k);
  const { m, m1, m2, e, b, cube } =
    activation.homogeneousVariance === undefined
      ? smoothMoments(activation, k)
      : homogeneousMoments(activation, k);
  const t = cube - a * m;
  const kk = k * k;
  const shared = 2 * kk * slope * slope + k * b * b;
  const first = m * (t + 2 * kk * m1 * slope + e * k * b);
  const mixed = m * (t + 4 * kk * m1 * slope + 2 * k * e * b);
  const cross = m * m * (a - m * m + 6 * kk * m1 * m1 + 3 * k * e * e) + a * (a - m * m);
  const q = lengthMap(activation, scales, k);
  return pairFluctuationFrom(pairKernel(q, q, scales.sigmaB ** 2 + weight * m * m), {
    shift: Float64Array.of(0, weight * (k * e * e + 2 * kk * m1 * m1 + kk * m * m2), weight * kk * curvature),
    covariance: Float64Array.of(
      variance,
      first,
      shared,
      first,
      cross,
      mixed,
      shared,
      mixed,
      variance + shared,
    ).map((value) => weight * weight * value),
  });
}

/** Expectations over z ~ N(0, k) beyond those of the length map. */
interface ColumnMoments {
  /** E φ, and its derivatives in k. */
  readonly m: number;
  readonly m1: number;
  readonly m2: number;
  /** E φ′. */
  readonly e: number;
  /** Derivative of E φ² when z is shifted, E[z φ²]/k. */
  readonly b: number;
  /** E φ³. */
  readonly cube: number;
}

function smoothMoments({ phi, dphi }: Activation, k: number): ColumnMoments {
  const moment = (f: (z: number) => number): number => gaussianExpectation(f, k);
  return {
    m: moment(phi),
    m1: moment((z) => phi(z) * (z * z - k)) / (2 * k * k),
    m2: moment((z) => phi(z) * (z ** 4 / (k * k) - (6 * z * z) / k + 3)) / (4 * k * k),
    e: moment(dphi),
    b: moment((z) => z * phi(z) ** 2) / k,
    cube: moment((z) => phi(z) ** 3),
  };
}

/** By E|z| = √(2k/π) and E|z|³ = 2k √(2k/π). */
function homogeneousMoments({ dphi }: Activation, k: number): ColumnMoments {
  const [p, n] = [dphi(1), dphi(-1)];
  const size = Math.sqrt((2 * k) / Math.PI);
  const m = ((p - n) * size) / 2;
  return {
    m,
    m1: m / (2 * k),
    m2: -m / (4 * k * k),
    e: (p + n) / 2,
    b: (p * p - n * n) * size,
    cube: (p ** 3 - n ** 3) * k * size,
  };
}
