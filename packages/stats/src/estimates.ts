import type { CentralSums, GroupView } from './views.ts';

/** A number with its standard error over networks; each is undefined when there are too few networks for it. */
export interface UncertainValue {
  readonly value: number | undefined;
  readonly standardError: number | undefined;
}

/**
 * Mean of an observable over networks, with standard error √(s²/n), s² = M2/(n − 1).
 *
 * @returns the value needs one network, the standard error two.
 */
export function meanOf(sums: CentralSums): UncertainValue {
  const n = sums.networks;
  return {
    value: n < 1 ? undefined : sums.mean,
    standardError: n < 2 ? undefined : Math.sqrt(sums.m2 / (n - 1) / n),
  };
}

/**
 * Unbiased variance of an observable over networks, s² = M2/(n − 1), with the standard error that holds for any law
 * with a fourth moment.
 *
 *   Var(s²) ≈ (m₄ − m₂² (n − 3)/(n − 1))/n,   m_p = M_p/n
 *
 * @returns the value needs two networks, the standard error four.
 *
 * Bias of the standard error: relative order 1/n. Source: Cramér 1946, Mathematical Methods of Statistics, 27.4.2.
 */
export function varianceOf(sums: CentralSums): UncertainValue {
  const n = sums.networks;
  if (n < 2) return { value: undefined, standardError: undefined };
  const value = sums.m2 / (n - 1);
  if (n < 4) return { value, standardError: undefined };
  const second = sums.m2 / n;
  const variance = (sums.m4 / n - (second * second * (n - 3)) / (n - 1)) / n;
  return { value, standardError: Math.sqrt(Math.max(0, variance)) };
}

/**
 * Standard error of a smooth function of means over networks, to first order.
 *
 *   SE² = gᵀ Σ g / n
 *
 * @param gradient - g, derivatives of the function by each mean, at the sample means.
 * @param covariance - Σ, sample covariance of the observables, g × g row-major.
 * @param networks - n ≥ 2.
 * @returns SE ≥ 0, in units of the function. Relative error of order 1/√n.
 * @throws RangeError if the shapes differ.
 */
export function deltaMethod(gradient: readonly number[], covariance: Float64Array, networks: number): number {
  const size = gradient.length;
  if (covariance.length !== size * size) {
    throw new RangeError(`covariance must be ${size} × ${size}, got ${covariance.length} entries`);
  }
  let variance = 0;
  for (const [i, left] of gradient.entries()) {
    for (const [j, right] of gradient.entries()) variance += left * right * covariance[i * size + j]!;
  }
  return Math.sqrt(Math.max(0, variance) / networks);
}

/**
 * Ratio of two means over networks, x̄/ȳ, with its delta-method standard error.
 *
 *   SE² = (s_xx − 2 r s_xy + r² s_yy)/(n ȳ²),   r = x̄/ȳ
 *
 * @param group - x and y, in that order.
 * @returns undefined value without networks or at ȳ = 0. Bias: (r s_yy/ȳ² − s_xy/ȳ²)/n to leading order.
 * @throws RangeError unless the group holds two observables.
 */
export function ratioOfMeans(group: GroupView): UncertainValue {
  if (group.mean.length !== 2) {
    throw new RangeError(`a ratio takes two observables, got ${group.mean.length}`);
  }
  const [x = 0, y = 0] = group.mean;
  if (group.networks < 1 || y === 0) return { value: undefined, standardError: undefined };
  const value = x / y;
  const { covariance } = group;
  return {
    value,
    standardError:
      covariance === undefined ? undefined : deltaMethod([1 / y, -value / y], covariance, group.networks),
  };
}
