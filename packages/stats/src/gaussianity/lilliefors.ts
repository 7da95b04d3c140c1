import type { TestResult } from './jarque-bera.ts';
import { kolmogorovDistance } from './kolmogorov-smirnov.ts';
import { orderedSample } from './standardized-sample.ts';

/**
 * Lilliefors test of Gaussianity: the Kolmogorov–Smirnov distance D with mean and variance (divisor n − 1) estimated.
 * The law K of the distance from a law given beforehand does not apply.
 *
 *   p = exp( −7.01256 D² (n + 2.78019) + 2.99587 D √(n + 2.78019) − 0.122119 + 0.974598/√n + 1.67997/n )   for p ≤ 0.1
 *
 * @param sample - independent draws, in any order.
 * @returns undefined below five draws or without spread.
 *
 * Accuracy: level of the 5, 1 and 0.1 % tests 4.89, 0.99, 0.10 % at n = 20 and 4.64, 0.82, 0.07 % at n = 2000.
 * Source: Dallal & Wilkinson 1986, The American Statistician 40, 294; above p = 0.1 Stephens 1974, Journal of the
 * American Statistical Association 69, 730, as polynomials of D(√n − 0.01 + 0.85/√n).
 */
export function lilliefors(sample: Float64Array): TestResult | undefined {
  const ordered = orderedSample(sample, 5);
  if (ordered === undefined) return undefined;
  const n = sample.length;
  const standardDeviation = Math.sqrt(ordered.squares / (n - 1));
  const statistic = kolmogorovDistance(ordered.sorted, { mean: ordered.mean, standardDeviation });
  return { statistic, pValue: lillieforsPValue(statistic, n) };
}

/** p-value of the Lilliefors distance D of n draws. */
export function lillieforsPValue(distance: number, n: number): number {
  const size = Math.min(n, 100);
  const d = n > 100 ? distance * (n / 100) ** 0.49 : distance;
  const shifted = size + 2.78019;
  const small = Math.exp(
    -7.01256 * d * d * shifted +
      2.99587 * d * Math.sqrt(shifted) -
      0.122119 +
      0.974598 / Math.sqrt(size) +
      1.67997 / size,
  );
  return small <= 0.1 ? small : middleTail(distance * (Math.sqrt(n) - 0.01 + 0.85 / Math.sqrt(n)));
}

function middleTail(k: number): number {
  if (k <= 0.302) return 1;
  if (k <= 0.5) return 2.76773 + (-19.828315 + (80.709644 + (-138.55152 + 81.218052 * k) * k) * k) * k;
  if (k <= 0.9) return -4.901232 + (40.662806 + (-97.490286 + (94.029866 - 32.355711 * k) * k) * k) * k;
  if (k <= 1.31) return 6.198765 + (-19.558097 + (23.186922 + (-12.234627 + 2.423045 * k) * k) * k) * k;
  return 0;
}
