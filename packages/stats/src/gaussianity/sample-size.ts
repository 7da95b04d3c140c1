import { normalCdf } from '../special/normal-cdf.ts';
import { normalQuantile } from '../special/normal-quantile.ts';
import { effectSizes } from './effect-size.ts';

/** Two-sided level α and power 1 − β of a planned test, both in (0, 1). */
export interface TestPlan {
  readonly level: number;
  readonly power: number;
}

/**
 * Independent networks that a test of excess kurtosis needs to see a value κ, one neuron of each being measured.
 *
 *   n = 24 (z_{1−α/2} + z_{1−β})²/κ²
 *
 * @param excessKurtosis - κ ≠ 0; |κ| ≪ 1, as the variance 24/n is that under the Gaussian law.
 * @returns n, not rounded. For a finite-width law κ = c/N it grows as N².
 * @throws RangeError at κ = 0 or a level or power outside (0, 1).
 *
 * @example
 * networksForKurtosis(0.234375, { level: 0.05, power: 0.8 }); // ≈ 3429 (ReLU, one hidden layer of 64)
 */
export function networksForKurtosis(excessKurtosis: number, plan: TestPlan): number {
  if (excessKurtosis === 0) throw new RangeError('excessKurtosis must differ from 0: no sample shows it');
  return (24 * (normalQuantile(1 - plan.level / 2) + normalQuantile(plan.power)) ** 2) / excessKurtosis ** 2;
}

/**
 * Probability that the two-sided kurtosis test of n independent networks rejects at an excess kurtosis κ.
 *
 *   power = Φ(δ − z) + Φ(−δ − z),   δ = κ √(n/24),  z = z_{1−α/2}
 *
 * @param networks - n.
 * @param level - α in (0, 1).
 */
export function kurtosisTestPower(excessKurtosis: number, networks: number, level: number): number {
  const shift = Math.abs(excessKurtosis) * Math.sqrt(networks / 24);
  const critical = normalQuantile(1 - level / 2);
  return normalCdf(shift - critical) + normalCdf(-shift - critical);
}

/**
 * Independent networks at which the Kolmogorov–Smirnov distance of a law of excess kurtosis κ reaches a critical value.
 *
 *   n = (x/(0.02294 κ))²
 *
 * @param excessKurtosis - κ ≠ 0.
 * @param criticalValue - x with K(x) = α: 1.358099 at 5 %.
 * @throws RangeError at κ = 0.
 */
export function networksForKolmogorov(excessKurtosis: number, criticalValue: number): number {
  if (excessKurtosis === 0) throw new RangeError('excessKurtosis must differ from 0: no sample shows it');
  return (criticalValue / effectSizes(excessKurtosis).kolmogorovDistance) ** 2;
}
