import { neighbourDistances } from '../entropy/neighbour-distances.ts';
import { countOf, distanceBetween, type PointSet } from '../entropy/points.ts';
import { digamma } from '../special/digamma.ts';
import { neighbourCounts } from './neighbour-counts.ts';

/**
 * First estimate of mutual information I(X;Y) of Kraskov, Stögbauer and Grassberger, from k-th nearest neighbours in the
 * maximum norm.
 *
 *   I = ψ(k) + ψ(n) − mean_i [ ψ(n_x + 1) + ψ(n_y + 1) ],   n_x(i) = #{ j ≠ i : |x_j − x_i| < ε_i }
 *
 * ε_i is the distance of (x_i, y_i) to its k-th neighbour.
 *
 * @param x - n independent draws. Rescaling X or Y changes the estimate, not I.
 * @param y - as many, drawn jointly. Work grows as n log n if both are scalars, else as n² d.
 * @param k - 1 ≤ k < n; 3 to 5 are usual.
 * @returns I, in nats; may be negative; undefined below two draws. Not mergeable and never a bound.
 * @throws RangeError outside the domain, or if points coincide.
 *
 * Bias: for one Gaussian pair, n = 1000, k = 3: −0.003 at I = 0.5, −0.27 at I = 5; strongly negative in d ≥ 5.
 * Source: Kraskov, Stögbauer & Grassberger 2004, arXiv:cond-mat/0305641, equation 8.
 */
export function ksg1(x: PointSet, y: PointSet, k: number): number | undefined {
  const n = sharedCount(x, y);
  if (n < 2) return undefined;
  const both = joined(x, y);
  const reach = neighbourDistances(both, both, { k, norm: 'maximum', excludesSelf: true });
  const [withinX, withinY] = [neighbourCounts(x), neighbourCounts(y)];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += digamma(withinX(i, reach[i]!, 'open') + 1) + digamma(withinY(i, reach[i]!, 'open') + 1);
  }
  return digamma(k) + digamma(n) - sum / n;
}

/**
 * Second estimate of Kraskov, Stögbauer and Grassberger, with one reach for each of X and Y.
 *
 *   I = ψ(k) − 1/k + ψ(n) − mean_i [ ψ(n_x) + ψ(n_y) ],   n_x(i) = #{ j ≠ i : |x_j − x_i| ≤ ε_x,i }
 *
 * ε_x,i is the largest |x_j − x_i| among the k nearest neighbours j of (x_i, y_i). Otherwise as `ksg1`.
 *
 * Source: Kraskov, Stögbauer & Grassberger 2004, arXiv:cond-mat/0305641, equation 9.
 */
export function ksg2(x: PointSet, y: PointSet, k: number): number | undefined {
  const n = sharedCount(x, y);
  if (n < 2) return undefined;
  const both = joined(x, y);
  const reach = neighbourDistances(both, both, { k, norm: 'maximum', excludesSelf: true });
  const [withinX, withinY] = [neighbourCounts(x), neighbourCounts(y)];
  let sum = 0;
  for (let i = 0; i < n; i++) {
    let [reachX, reachY] = [0, 0];
    for (let j = 0; j < n; j++) {
      if (j === i || distanceBetween([both, i], [both, j], 'maximum', reach[i]!) > reach[i]!) continue;
      reachX = Math.max(reachX, distanceBetween([x, i], [x, j], 'maximum'));
      reachY = Math.max(reachY, distanceBetween([y, i], [y, j], 'maximum'));
    }
    sum += digamma(withinX(i, reachX, 'closed')) + digamma(withinY(i, reachY, 'closed'));
  }
  return digamma(k) - 1 / k + digamma(n) - sum / n;
}

function joined(x: PointSet, y: PointSet): PointSet {
  const n = countOf(x);
  const dimension = x.dimension + y.dimension;
  const values = new Float64Array(n * dimension);
  for (let i = 0; i < n; i++) {
    values.set(x.values.subarray(i * x.dimension, (i + 1) * x.dimension), i * dimension);
    values.set(y.values.subarray(i * y.dimension, (i + 1) * y.dimension), i * dimension + x.dimension);
  }
  return { values, dimension };
}

function sharedCount(x: PointSet, y: PointSet): number {
  const n = countOf(x);
  if (countOf(y) !== n) throw new RangeError(`x and y must be paired, got ${n} and ${countOf(y)} points`);
  return n;
}
