import { neighbourDistances } from '../entropy/neighbour-distances.ts';
import { countOf, type Norm, type PointSet } from '../entropy/points.ts';

/**
 * Relative entropy D(p‖q) between two samples from k-th nearest neighbours.
 *
 *   D = (d/n) Σ_i ln( ν_k(i)/ρ_k(i) ) + ln( m/(n − 1) )
 *
 * ρ_k(i) is the distance of x_i to its k-th neighbour in X without itself, ν_k(i) that to its k-th neighbour in Y.
 *
 * @param x - n independent draws of p.
 * @param y - m independent draws of q, of the same dimension d ≤ 4: beyond, the bias exceeds the value.
 * @returns D, in nats; may be negative, and is not to be clipped before averaging. Undefined below two draws of p.
 * @throws RangeError unless 1 ≤ k < n and k ≤ m, or if points coincide.
 *
 * Bias for N(0, I) against N(0, 1.44 I), n = m = 1000, k = 3: +0.008 at d = 1, +0.11 at d = 5, +0.34 at d = 10.
 * Source: Wang, Kulkarni & Verdú 2009, IEEE Transactions on Information Theory 55, 2392.
 */
export function nearestNeighbourRelativeEntropy(
  x: PointSet,
  y: PointSet,
  options: { readonly k: number; readonly norm: Norm },
): number | undefined {
  const n = countOf(x);
  if (n < 2) return undefined;
  const within = neighbourDistances(x, x, { ...options, excludesSelf: true });
  const across = neighbourDistances(x, y, { ...options, excludesSelf: false });
  let sum = 0;
  for (const [i, distance] of across.entries()) sum += Math.log(distance / within[i]!);
  return (x.dimension / n) * sum + Math.log(countOf(y) / (n - 1));
}
