import type { CharacteristicSums } from './characteristic-function.ts';
import type { TestResult } from './jarque-bera.ts';
import { limitingUpperTail } from './limiting-laws.ts';
import { orderedSample } from './standardized-sample.ts';

/**
 * Epps–Pulley test of Gaussianity with mean and variance m₂ = M2/n estimated: weighted squared distance of the
 * characteristic functions, in one dimension the BHEP statistic at β = 1.
 *
 *   T = 1 + n/√3 + (2/n) Σ_{j<k} exp(−(x_j − x_k)²/(2m₂)) − √2 Σ_j exp(−(x_j − x̄)²/(4m₂))
 *     = n ∫ |φ_n(t) − e^{−t²/2}|² exp(−t²/2)/√(2π) dt
 *
 * @param sample - independent draws, in any order; work grows as n².
 * @returns undefined below five draws or without spread.
 *
 * Accuracy: absolute 1e-10, as terms of size n cancel; p from the limiting law, whose 5 % point 0.378 is 0.368 at
 * n = 20 and 0.377 at n = 100.
 * Source: Epps & Pulley 1983, Biometrika 70, 723.
 */
export function eppsPulley(sample: Float64Array): TestResult | undefined {
  const ordered = orderedSample(sample, 5);
  if (ordered === undefined) return undefined;
  const { sorted, mean, squares } = ordered;
  const n = sorted.length;
  const variance = squares / n;
  let pairs = 0;
  let single = 0;
  for (let j = 0; j < n; j++) {
    const x = sorted[j]!;
    for (let k = 0; k < j; k++) pairs += Math.exp((-0.5 * (x - sorted[k]!) ** 2) / variance);
    single += Math.exp((-0.25 * (x - mean) ** 2) / variance);
  }
  return resultOf(1 + n / Math.sqrt(3) + (2 / n) * pairs - Math.SQRT2 * single);
}

/**
 * Epps–Pulley test from mergeable sums of the empirical characteristic function. Standardizing moves the nodes to
 * t_k √m₂, which stay equidistant: the integral is a trapezoid sum over them and nothing is interpolated.
 *
 * @param sums - on nodes reaching t_m √m₂ ≥ 9, of step √m₂ h with 2π/(h √m₂) ≥ 9 + (largest − smallest)/√m₂.
 * @param moments - n, mean and M2 of the same draws.
 * @returns undefined below five draws or without spread.
 * @throws RangeError if the nodes end below 9 standard deviations of the weight.
 *
 * Accuracy: absolute 1e-10 against the direct formula at steps up to 0.2/√m₂ (test).
 */
export function eppsPulleyOfSums(
  sums: CharacteristicSums,
  moments: { readonly networks: number; readonly mean: number; readonly m2: number },
): TestResult | undefined {
  const { networks: n, mean, m2 } = moments;
  if (n < 5 || !(m2 > 0)) return undefined;
  const scale = Math.sqrt(m2 / n);
  const nodes = sums.cosines.length;
  if (!(nodes * sums.step * scale >= 9)) {
    throw new RangeError(`nodes must reach 9/√m₂ = ${9 / scale}, got ${nodes * sums.step}`);
  }
  let integral = 0;
  for (let k = 0; k < nodes; k++) {
    const t = (k + 1) * sums.step;
    const weight = Math.exp(-0.5 * (t * scale) ** 2);
    const angle = t * mean;
    const real = (sums.cosines[k]! * Math.cos(angle) + sums.sines[k]! * Math.sin(angle)) / n;
    const imaginary = (sums.sines[k]! * Math.cos(angle) - sums.cosines[k]! * Math.sin(angle)) / n;
    integral += weight * ((real - weight) ** 2 + imaginary ** 2);
  }
  return resultOf((2 * n * integral * sums.step * scale) / Math.sqrt(2 * Math.PI));
}

function resultOf(statistic: number): TestResult {
  return { statistic, pValue: limitingUpperTail('epps-pulley-estimated', Math.max(0, statistic)) };
}
