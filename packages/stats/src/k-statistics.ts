import type { UncertainValue } from './estimates.ts';
import type { CentralSums } from './views.ts';

/** Unbiased estimators of the first four cumulants, and their standard errors. */
export interface KStatistics {
  readonly k1: UncertainValue;
  readonly k2: UncertainValue;
  /** Its standard error holds for a Gaussian parent: sixth moments, which a general one needs, are not kept. */
  readonly k3: UncertainValue;
  /** As for k3. */
  readonly k4: UncertainValue;
}

/**
 * Fisher's k-statistics: unbiased estimators of the cumulants κ₁…κ₄.
 *
 *   k₂ = M2/(n−1)    k₃ = n M3/((n−1)(n−2))    k₄ = [n(n+1) M4 − 3(n−1) M2²]/((n−1)(n−2)(n−3))
 *
 * Variances, estimated without bias for k₁ and k₂ and under a Gaussian parent for k₃ and k₄:
 *
 *   Var k₁ = κ₂/n               → k₂/n
 *   Var k₂ = κ₄/n + 2κ₂²/(n−1)  → [2n k₂² + (n−1) k₄]/(n(n+1))
 *   Var k₃ = 6n κ₂³/((n−1)(n−2))
 *   Var k₄ = 24n(n+1) κ₂⁴/((n−1)(n−2)(n−3))
 *
 * @returns k_r is undefined below r networks, its standard error below r + 1, that of k₂ below four.
 *
 * Source: Kendall & Stuart 1969, The Advanced Theory of Statistics I, 12.10 and 12.13 to 12.16.
 */
export function kStatistics(sums: CentralSums): KStatistics {
  const { networks: n, mean, m2, m3, m4 } = sums;
  const k2 = n < 2 ? undefined : m2 / (n - 1);
  const k3 = n < 3 ? undefined : (n * m3) / ((n - 1) * (n - 2));
  const cubic = (n - 1) * (n - 2) * (n - 3);
  const k4 = n < 4 ? undefined : (n * (n + 1) * m4 - 3 * (n - 1) * m2 * m2) / cubic;
  return {
    k1: { value: n < 1 ? undefined : mean, standardError: k2 === undefined ? undefined : Math.sqrt(k2 / n) },
    k2: {
      value: k2,
      standardError:
        k2 === undefined || k4 === undefined
          ? undefined
          : Math.sqrt(Math.max(0, 2 * n * k2 * k2 + (n - 1) * k4) / (n * (n + 1))),
    },
    k3: {
      value: k3,
      standardError:
        k2 === undefined || n < 4 ? undefined : Math.sqrt((6 * n * k2 ** 3) / ((n - 1) * (n - 2))),
    },
    k4: {
      value: k4,
      standardError: k2 === undefined || n < 5 ? undefined : Math.sqrt((24 * n * (n + 1) * k2 ** 4) / cubic),
    },
  };
}
