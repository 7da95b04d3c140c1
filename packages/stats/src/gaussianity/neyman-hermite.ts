import { chiSquareUpperTail } from '../special/chi-square.ts';
import type { TestResult } from './jarque-bera.ts';

/** Ψ²_K with its components U_1…U_K. */
export interface NeymanHermiteResult extends TestResult {
  readonly components: Float64Array;
}

/**
 * Sums of Hermite polynomials, H_k = Σ He_k(y), k = 1…order. Additive over disjoint samples.
 *
 *   He_0 = 1,  He_1 = y,  He_{k+1} = y He_k − k He_{k−1}
 *
 * @param sample - values already standardized by the law tested, y = (x − μ₀)/σ₀.
 */
export function hermiteSums(sample: Float64Array, order: number): Float64Array {
  const sums = new Float64Array(order);
  for (const y of sample) {
    let before = 0;
    let value = 1;
    for (let k = 0; k < order; k++) {
      [before, value] = [value, y * value - k * before];
      sums[k] = sums[k]! + value;
    }
  }
  return sums;
}

/**
 * Neyman's smooth test of a Gaussian law given beforehand, on Hermite polynomials.
 *
 *   U_k = H_k/√(n k!),   Ψ²_K = Σ_{k≤K} U_k² ~ χ²_K
 *
 * U₄ alone is the locally most powerful direction for a symmetric finite-width correction.
 *
 * @param sums - H_1…H_K of `hermiteSums`.
 * @param n - number of independent draws behind them.
 * @returns undefined without draws or components.
 *
 * Accuracy: under the law tested each U_k has mean 0 and variance 1 exactly; its normality is asymptotic, and slow for
 * large k: take K ≤ 4 below n = 1e4 and K ≤ 6 beyond.
 * Source: Neyman 1937, Skandinavisk Aktuarietidskrift 20, 149, with Hermite instead of Legendre polynomials.
 */
export function neymanHermite(sums: Float64Array, n: number): NeymanHermiteResult | undefined {
  if (n < 1 || sums.length === 0) return undefined;
  let factorial = 1;
  const components = sums.map((sum, k) => {
    factorial *= k + 1;
    return sum / Math.sqrt(n * factorial);
  });
  let statistic = 0;
  for (const component of components) statistic += component * component;
  return { statistic, pValue: chiSquareUpperTail(statistic, sums.length), components };
}
