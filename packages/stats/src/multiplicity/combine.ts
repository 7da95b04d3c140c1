import type { TestResult } from '../gaussianity/jarque-bera.ts';
import { chiSquareUpperTail } from '../special/chi-square.ts';
import { normalCdf } from '../special/normal-cdf.ts';
import { normalQuantile } from '../special/normal-quantile.ts';

/** Below this p the tangent of the Cauchy combination is 1/(pπ) to all digits, and (½ − p)π has lost those of p. */
const SMALL = 1e-15;

/**
 * Fisher's combination of independent p-values.
 *
 *   −2 Σ ln p ~ χ²_{2K}
 *
 * @param pValues - K of them, in (0, 1].
 * @returns undefined without p-values.
 * @throws RangeError for a p-value outside (0, 1].
 *
 * Source: Fisher 1932, Statistical Methods for Research Workers, section 21.1.
 */
export function combineFisher(pValues: ArrayLike<number>): TestResult | undefined {
  const values = checked(pValues);
  if (values.length === 0) return undefined;
  const statistic = values.reduce((sum, p) => sum - 2 * Math.log(p), 0);
  return { statistic, pValue: chiSquareUpperTail(statistic, 2 * values.length) };
}

/**
 * Stouffer's combination of independent p-values.
 *
 *   z = Σ Φ⁻¹(1 − p)/√K ~ N(0,1)
 *
 * @param pValues - K of them, in (0, 1).
 * @returns undefined without p-values.
 * @throws RangeError for a p-value outside (0, 1).
 *
 * Source: Stouffer et al. 1949, The American Soldier I, 45.
 */
export function combineStouffer(pValues: ArrayLike<number>): TestResult | undefined {
  const values = checked(pValues);
  if (values.length === 0) return undefined;
  const statistic = -values.reduce((sum, p) => sum + normalQuantile(p), 0) / Math.sqrt(values.length);
  return { statistic, pValue: normalCdf(-statistic) };
}

/**
 * Cauchy combination of p-values of any dependence, approximate in the tail.
 *
 *   T = mean tan((½ − p)π),   p = ½ − atan(T)/π
 *
 * @param pValues - in (0, 1]; a p-value of 1 makes T −∞ and the result 1.
 * @returns undefined without p-values.
 * @throws RangeError for a p-value outside (0, 1].
 *
 * Source: Liu & Xie 2020, Journal of the American Statistical Association 115, 393.
 */
export function combineCauchy(pValues: ArrayLike<number>): TestResult | undefined {
  const values = checked(pValues);
  if (values.length === 0) return undefined;
  let statistic = 0;
  for (const p of values) statistic += cauchyScore(p) / values.length;
  // ½ − atan(T)/π cancels for large T.
  const pValue = statistic > 0 ? Math.atan(1 / statistic) / Math.PI : 0.5 - Math.atan(statistic) / Math.PI;
  return { statistic, pValue };
}

/**
 * Twice the mean of p-values, a valid p-value under any dependence.
 *
 * @param pValues - in (0, 1].
 * @returns min(1, 2 mean p); undefined without p-values.
 * @throws RangeError for a p-value outside (0, 1].
 *
 * Source: Rüschendorf 1982, Journal of Applied Probability 19, 623.
 */
export function combineTwiceMean(pValues: ArrayLike<number>): number | undefined {
  const values = checked(pValues);
  if (values.length === 0) return undefined;
  return Math.min(1, (2 * values.reduce((sum, p) => sum + p, 0)) / values.length);
}

function cauchyScore(p: number): number {
  if (p === 1) return Number.NEGATIVE_INFINITY;
  return p < SMALL ? 1 / (p * Math.PI) : 1 / Math.tan(p * Math.PI);
}

function checked(pValues: ArrayLike<number>): number[] {
  const values = Array.from(pValues);
  for (const p of values) {
    if (!(p > 0 && p <= 1)) throw new RangeError(`p-values must lie in (0, 1], got ${p}`);
  }
  return values;
}
