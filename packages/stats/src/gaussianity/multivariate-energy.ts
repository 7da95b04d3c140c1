import { meanDistanceToNormal } from '../special/distance-to-normal.ts';
import { squaredNorms, sumOverPairs, type WhitenedSample } from './whiten.ts';

/**
 * Energy distance, times n, of a whitened sample y in d dimensions from the standard normal law.
 *
 *   E = n [ (2/n) Σ_j E|y_j − Z| − E|Z − Z′| − n⁻² Σ_jk |y_j − y_k| ],   E|Z − Z′| = 2Γ((d + 1)/2)/Γ(d/2)
 *
 * @param whitened - from `whiten`; the divisor of its covariance has to be stated with E. Work grows as n² d.
 * @returns E ≥ 0 up to the rounding of terms of size n. Its null law depends on n and d: simulate it (999 draws or more).
 *
 * Source: Székely & Rizzo 2005, Journal of Multivariate Analysis 93, 58.
 */
export function multivariateEnergyDistance(whitened: WhitenedSample): number {
  const { count, dimension } = whitened;
  let toNormal = 0;
  for (const norm of squaredNorms(whitened)) toNormal += meanDistanceToNormal(Math.sqrt(norm), dimension);
  const between = Math.SQRT2 * meanDistanceToNormal(0, dimension);
  return 2 * toNormal - count * between - (2 / count) * sumOverPairs(whitened, Math.sqrt);
}
