/** Bias-corrected value with its standard error. */
export interface Jackknife {
  readonly value: number;
  readonly standardError: number;
}

/**
 * Delete-one-group jackknife of a statistic over G groups of networks.
 *
 *   value = G θ − (G − 1) θ̄,   SE² = (G − 1)/G Σ_g (θ_(g) − θ̄)²,   θ̄ = mean θ_(g)
 *
 * @param whole - θ of all groups together.
 * @param leftOut - θ_(g) without group g.
 * @returns undefined below two groups. Not for estimates from order statistics of few draws.
 *
 * Source: Efron & Stein 1981, The Annals of Statistics 9, 586.
 */
export function jackknife(whole: number, leftOut: ArrayLike<number>): Jackknife | undefined {
  const values = Array.from(leftOut);
  const groups = values.length;
  if (groups < 2) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / groups;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    value: groups * whole - (groups - 1) * mean,
    standardError: Math.sqrt(((groups - 1) / groups) * squares),
  };
}
