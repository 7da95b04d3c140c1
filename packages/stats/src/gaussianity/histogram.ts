import { chiSquareUpperTail } from '../special/chi-square.ts';
import type { TestResult } from './jarque-bera.ts';

/**
 * Cramér–von Mises W² from counts over bins of equal probability, the empirical distribution taken as linear within each
 * bin, plus the 1/(6B) that this loses on average.
 *
 *   W² ≈ n/(3B) Σ_b (d_{b−1}² + d_{b−1} d_b + d_b²) + 1/(6B),   d_b = F_b − b/B
 *
 * @param counts - B bins, equiprobable under the law tested.
 * @returns undefined without counts. Root mean square error 0.0038 at n = 1e3, B = 64; 0.00019 at n = 1e5, B = 1024.
 */
export function cramerVonMisesOfCounts(counts: Float64Array): number | undefined {
  const total = sumOf(counts);
  if (total === 0) return undefined;
  const bins = counts.length;
  let sum = 0;
  let before = 0;
  let cumulative = 0;
  for (let b = 0; b < bins; b++) {
    cumulative += counts[b]!;
    const after = cumulative / total - (b + 1) / bins;
    sum += before * before + before * after + after * after;
    before = after;
  }
  return (total * sum) / (3 * bins) + 1 / (6 * bins);
}

/**
 * Anderson–Darling A² from counts over bins of equal probability, the empirical distribution F taken as linear within
 * each bin, plus what this loses on average.
 *
 *   A² ≈ n ∫ (F − u)²/(u(1 − u)) du + Σ_b (c_b/n) ∫_b s(1 − s)/(u(1 − u)) du,   s = Bu − b + 1 in bin b
 *
 * Both integrals are closed: within a bin F − u = α + βu, and (α + βu)²/(u(1 − u)) = α²/u + (α + β)²/(1 − u) − β².
 *
 * @param counts - B bins, equiprobable under the law tested.
 * @returns undefined without counts.
 *
 * Accuracy of the integrals: absolute 1e-9 up to B = 1024.
 */
export function andersonDarlingOfCounts(counts: Float64Array): number | undefined {
  const total = sumOf(counts);
  if (total === 0) return undefined;
  const bins = counts.length;
  let linear = 0;
  let lost = 0;
  let cumulative = 0;
  for (let p = 0; p < bins; p++) {
    const share = counts[p]! / total;
    const rest = bins - p;
    // An edge at probability 0 or 1 has a logarithm that its vanishing factor cancels.
    const logLeft = p === 0 ? 0 : Math.log1p(1 / p);
    const logRight = rest === 1 ? 0 : Math.log1p(1 / (rest - 1));
    const beta = bins * share - 1;
    const alpha = cumulative / total - p * share;
    linear += alpha * alpha * logLeft + (alpha + beta) ** 2 * logRight - (beta * beta) / bins;
    lost += share * (bins - p * (p + 1) * logLeft - rest * (rest - 1) * logRight);
    cumulative += counts[p]!;
  }
  return total * linear + lost;
}

/**
 * Pearson's χ² test of counts over bins of equal probability.
 *
 *   χ² = Σ_b (c_b − n/B)²/(n/B) ~ χ²_{B−1}
 *
 * @param counts - B ≥ 2 bins, equiprobable under the law tested; about twenty have the most power.
 * @returns undefined without counts or with a single bin.
 */
export function chiSquareOfCounts(counts: Float64Array): TestResult | undefined {
  const total = sumOf(counts);
  const bins = counts.length;
  if (total === 0 || bins < 2) return undefined;
  const expected = total / bins;
  let statistic = 0;
  for (const count of counts) statistic += (count - expected) ** 2 / expected;
  return { statistic, pValue: chiSquareUpperTail(statistic, bins - 1) };
}

function sumOf(counts: Float64Array): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
