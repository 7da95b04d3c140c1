import type { CentralSums } from './views.ts';

/** Skewness and excess kurtosis of a sample. */
export interface Shape {
  readonly skewness: number;
  readonly excessKurtosis: number;
}

/**
 * Sample skewness and excess kurtosis, with biased moments.
 *
 *   g₁ = m₃/m₂^{3/2},   g₂ = m₄/m₂² − 3,   m_p = M_p/n
 *
 * @returns undefined without spread. Bias under a Gaussian parent: 0 and −6/(n + 1).
 *
 * @example
 * shapeOf({ networks: 20, mean: 0.1565, m2: 23.954055, m3: 8.450001435, m4: 83.9976300640463 })?.skewness; // ≈ 0.322331847148106
 */
export function shapeOf({ networks: n, m2, m3, m4 }: CentralSums): Shape | undefined {
  if (!(n > 0 && m2 > 0)) return undefined;
  const second = m2 / n;
  return { skewness: m3 / n / second ** 1.5, excessKurtosis: m4 / n / (second * second) - 3 };
}

/**
 * Skewness and excess kurtosis from the unbiased cumulants, G₁ = k₃/k₂^{3/2} and G₂ = k₄/k₂².
 *
 * @returns undefined below four draws or without spread. G₂ has mean 0 under a Gaussian parent.
 *
 * Source: Joanes & Gill 1998, The Statistician 47, 183.
 */
export function unbiasedShapeOf(sums: CentralSums): Shape | undefined {
  const shape = shapeOf(sums);
  const n = sums.networks;
  if (n < 4 || shape === undefined) return undefined;
  return {
    skewness: (shape.skewness * Math.sqrt(n * (n - 1))) / (n - 2),
    excessKurtosis: ((n - 1) * ((n + 1) * shape.excessKurtosis + 6)) / ((n - 2) * (n - 3)),
  };
}
