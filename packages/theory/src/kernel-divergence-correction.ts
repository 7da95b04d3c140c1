import type { Divergences } from './entropy.ts';
import type { LengthFluctuation } from './finite-width-length.ts';
import { type PairKernel, pairFrame } from './pair.ts';
import { type PairFluctuation, pairScales } from './pair-fluctuation.ts';

/**
 * N times the first correction to the mean kernel divergences of one input, from the fluctuation of its
 * kernel: f′(q) δ + ½ f″(q) Σ for f = ½ [q¹/q − 1 + ln(q/q¹)] (forward) and ½ [q/q¹ − 1 − ln(q/q¹)]
 * (reverse).
 *
 * @param layer - q, δ and Σ of a layer.
 * @param firstLength - q¹ > 0, the kernel of layer 1, which does not fluctuate.
 * @returns corrections in nats, to be divided by N.
 *
 * Source: derived in `packages/theory/NOTES.md` §7.
 */
export function scalarDivergenceCorrection(layer: LengthFluctuation, firstLength: number): Divergences {
  const { length: q, shift, variance } = layer;
  const ratio = firstLength / q;
  const relativeShift = shift / q;
  const relativeVariance = variance / (q * q);
  return {
    forward: ((1 - ratio) * relativeShift + (ratio - 0.5) * relativeVariance) / 2,
    reverse: ((1 / ratio - 1) * relativeShift + 0.5 * relativeVariance) / 2,
  };
}

/** A 2 × 2 matrix, row-major. */
type Matrix = readonly [number, number, number, number];

const product = (a: Matrix, b: Matrix): Matrix => [
  a[0] * b[0] + a[1] * b[2],
  a[0] * b[1] + a[1] * b[3],
  a[2] * b[0] + a[3] * b[2],
  a[2] * b[1] + a[3] * b[3],
];
const trace = (a: Matrix): number => a[0] + a[3];

/** Directions in which M, κ and Δ change the covariance of (m/√M, w/√Δ), per unit of their scales. */
const DIRECTIONS: readonly Matrix[] = [
  [1, 0, 0, 0],
  [0, 1, 1, 0],
  [0, 0, 0, 1],
];

/**
 * N times the first correction to the mean kernel divergences of two inputs, from the fluctuation of their
 * kernel X around its infinite-width value: Σ_j f_j δ_j + ½ Σ_jk f_jk Σ_jk, with for the forward direction, P
 * = X⁻¹ and reference X_1,
 *
 *   f_j = ½ [tr(P E_j) − tr(P E_j P X_1)],   f_jk = tr(P E_j P E_k P X_1) − ½ tr(P E_j P E_k)
 *
 * and for the reverse f_j = ½ [tr(X_1⁻¹ E_j) − tr(P E_j)], f_jk = ½ tr(P E_j P E_k).
 *
 * @param state - of a layer.
 * @param reference - kernel of layer 1, which does not fluctuate.
 * @returns corrections in nats, to be divided by N.
 *
 * Source: derived in `packages/theory/NOTES.md` §7.
 */
export function pairDivergenceCorrection(state: PairFluctuation, reference: PairKernel): Divergences {
  const scale = pairScales(state.kernel);
  const { rho, orthogonal } = pairFrame(state.kernel);
  const first = pairFrame(reference);
  const inverse = 1 / (orthogonal * orthogonal);
  const p: Matrix = [inverse, -rho * inverse, -rho * inverse, inverse];
  const cross = first.cross / scale[1]!;
  const x1: Matrix = [first.mean / scale[0]!, cross, cross, first.difference / scale[2]!];
  const x1Inverse = inverseOf(x1, first.orthogonal);
  const moved = DIRECTIONS.map((direction) => product(p, direction));
  const seen = product(p, x1);
  let forward = 0;
  let reverse = 0;
  moved.forEach((left, j) => {
    const delta = state.shift[j]!;
    const direction = DIRECTIONS[j] ?? left;
    forward += (delta * (trace(left) - trace(product(left, seen)))) / 2;
    reverse += (delta * (trace(product(x1Inverse, direction)) - trace(left))) / 2;
    moved.forEach((right, k) => {
      const spread = state.covariance[3 * j + k]! / 2;
      const both = product(left, right);
      forward += spread * (trace(product(both, seen)) - trace(both) / 2);
      reverse += (spread * trace(both)) / 2;
    });
  });
  return { forward, reverse };
}

/**
 * Inverse of a covariance whose correlation is known through √(1 − ρ²), so that the determinant does not
 * cancel.
 */
function inverseOf(x: Matrix, orthogonal: number): Matrix {
  const determinant = x[0] * x[3] * orthogonal * orthogonal;
  return [x[3] / determinant, -x[1] / determinant, -x[2] / determinant, x[0] / determinant];
}
