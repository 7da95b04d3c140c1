import type { TestResult } from './jarque-bera.ts';
import { kolmogorovExactPValue } from './kolmogorov-exact.ts';
import { kolmogorovDistance, kolmogorovPValue } from './kolmogorov-smirnov.ts';

/** Up to so many draws, and such n D, the exact law is worth its work. */
const MOST_DRAWS = 140;
const LARGEST_SCALED_DISTANCE = 40;

/**
 * Kolmogorov–Smirnov test against N(mean, sd²) given beforehand: `kolmogorovDistance` with its exact p-value up to 140 draws,
 * `kolmogorovPValue` above.
 *
 * @param sample - independent draws, in any order.
 * @param law - mean and standard deviation > 0.
 * @returns undefined for an empty sample. Where n D > 40 at n ≤ 140 the exact p is below 3e-10, and the asymptotic one is given.
 * @throws RangeError if the standard deviation is not positive.
 */
export function kolmogorovSmirnov(
  sample: Float64Array,
  law: { readonly mean: number; readonly standardDeviation: number },
): TestResult | undefined {
  const n = sample.length;
  if (n === 0) return undefined;
  const statistic = kolmogorovDistance(sample, law);
  const isExact = n <= MOST_DRAWS && n * statistic <= LARGEST_SCALED_DISTANCE;
  return {
    statistic,
    pValue: isExact ? kolmogorovExactPValue(statistic, n) : kolmogorovPValue(statistic, n),
  };
}
