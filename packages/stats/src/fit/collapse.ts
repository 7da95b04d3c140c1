import { chiSquareUpperTail } from '../special/chi-square.ts';

/** One measured value with its standard error > 0. */
export interface CollapsePoint {
  readonly value: number;
  readonly standardError: number;
}

/** Whether values measured at one aspect ratio are one value. */
export interface Collapse extends CollapsePoint {
  /** Σ ((value_i − value)/SE_i)². */
  readonly chiSquare: number;
  /** Points less one. */
  readonly degreesOfFreedom: number;
  /** Probability of a larger χ² where all points have one expectation. */
  readonly pValue: number;
}

/**
 * The common value of independent measurements at one depth-to-width ratio, and a test that there is one.
 *
 *   value = Σ w_i value_i / Σ w_i,   w_i = 1/SE_i²,   SE = (Σ w_i)^{−1/2}
 *
 * Finite-width theory says that to leading order deviations from infinite width depend on depth and width through their ratio alone. Points
 * must come from different networks: layers of one network are correlated.
 *
 * @param points - at least two, of different widths.
 * @returns undefined below two points.
 * @throws RangeError if a standard error is not positive.
 *
 * Source: ratio as the expansion parameter, Hanin & Nica 2020, arXiv:1909.05989; weighted mean, any text on statistics.
 */
export function collapse(points: readonly CollapsePoint[]): Collapse | undefined {
  if (points.length < 2) return undefined;
  let [weights, weighted] = [0, 0];
  for (const { value, standardError } of points) {
    if (!(standardError > 0)) throw new RangeError(`standard errors must be positive, got ${standardError}`);
    weights += standardError ** -2;
    weighted += value * standardError ** -2;
  }
  const value = weighted / weights;
  const chiSquare = points.reduce(
    (sum, point) => sum + ((point.value - value) / point.standardError) ** 2,
    0,
  );
  const degreesOfFreedom = points.length - 1;
  const pValue = chiSquareUpperTail(chiSquare, degreesOfFreedom);
  return { value, standardError: weights ** -0.5, chiSquare, degreesOfFreedom, pValue };
}
