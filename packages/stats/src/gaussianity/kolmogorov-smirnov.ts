import { sortedCopy } from '../sorted-copy.ts';
import { normalCdf } from '../special/normal-cdf.ts';

/**
 * Kolmogorov–Smirnov distance of a sample from N(mean, sd²) given beforehand.
 *
 *   D = max_i max( i/n − P_i, P_i − (i − 1)/n ),   P_i = Φ((x_(i) − mean)/sd)
 *
 * @param sample - in any order.
 * @returns D in [1/(2n), 1].
 * @throws RangeError for an empty sample or a standard deviation that is not positive.
 */
export function kolmogorovDistance(
  sample: Float64Array,
  law: { readonly mean: number; readonly standardDeviation: number },
): number {
  const n = sample.length;
  if (n === 0) throw new RangeError('sample must not be empty');
  if (!(law.standardDeviation > 0)) {
    throw new RangeError(`standardDeviation must be positive, got ${law.standardDeviation}`);
  }
  const sorted = sortedCopy(sample);
  let distance = 0;
  for (let i = 0; i < n; i++) {
    const p = normalCdf((sorted[i]! - law.mean) / law.standardDeviation);
    const above = (i + 1) / n - p;
    const below = p - i / n;
    if (above > distance) distance = above;
    if (below > distance) distance = below;
  }
  return distance;
}

/**
 * Upper tail K(x) of the limiting law of √n D for a fully specified continuous law.
 *
 *   K(x) = 2 Σ_{j≥1} (−1)^{j−1} exp(−2 j² x²) = 1 − (√(2π)/x) Σ_{j≥1} exp(−(2j − 1)² π²/(8x²))
 *
 * @returns K(x) in [0, 1]; the first series is used from x = 1.18, the second below.
 *
 * Accuracy: largest relative error 6e-14 for x ≤ 18 (test).
 */
export function kolmogorovUpperTail(x: number): number {
  if (!(x > 0)) return 1;
  let sum = 0;
  if (x < 1.18) {
    for (let j = 1; j <= 9; j += 2) sum += Math.exp((-j * j * Math.PI * Math.PI) / (8 * x * x));
    return 1 - (Math.sqrt(2 * Math.PI) / x) * sum;
  }
  for (let j = 5; j >= 1; j--) sum += (j % 2 === 1 ? 2 : -2) * Math.exp(-2 * j * j * x * x);
  return sum;
}

/**
 * p-value of the Kolmogorov–Smirnov distance D of n independent draws from a fully specified law: K(√n D + 1/(6√n)).
 *
 * Accuracy against the exact law: at n = 100 −0.2 % (p = 0.5), +1.9 % (0.01), +9 % (1e-4); at n = 10⁴ +0.09 % (1e-4).
 */
export function kolmogorovPValue(distance: number, n: number): number {
  return kolmogorovUpperTail(Math.sqrt(n) * distance + 1 / (6 * Math.sqrt(n)));
}

/** Sure bounds of a Kolmogorov–Smirnov distance. */
export interface DistanceBracket {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Bounds of D from counts over bins of equal probability, with F_b the cumulative fraction at right edge e_b = b/B.
 *
 *   max_b |F_b − e_b| ≤ D ≤ max_b max(F_b − e_{b−1}, e_b − F_{b−1})
 *
 * @param counts - B bins, equiprobable under the law tested.
 * @returns undefined without counts. Under that law the gap is about 1/B.
 */
export function kolmogorovBracket(counts: Float64Array): DistanceBracket | undefined {
  const bins = counts.length;
  return bracketOf(counts, (b) => b / bins);
}

/**
 * `kolmogorovBracket` for bins of any probabilities.
 *
 * @param counts - B bins, the outer ones unbounded.
 * @param edges - cumulative probabilities of the B − 1 inner edges under the law tested, ascending.
 * @returns undefined without counts.
 * @throws RangeError unless there is one edge fewer than bins.
 */
export function kolmogorovBracketOfEdges(
  counts: Float64Array,
  edges: Float64Array,
): DistanceBracket | undefined {
  const bins = counts.length;
  if (edges.length !== bins - 1) throw new RangeError(`edges must be ${bins - 1}, got ${edges.length}`);
  return bracketOf(counts, (b) => (b === 0 ? 0 : (edges[b - 1] ?? 1)));
}

function bracketOf(counts: Float64Array, edgeAt: (b: number) => number): DistanceBracket | undefined {
  let total = 0;
  for (const count of counts) total += count;
  if (total === 0) return undefined;
  let lower = 0;
  let upper = 0;
  let before = 0;
  let cumulative = 0;
  for (const [b, count] of counts.entries()) {
    cumulative += count;
    const after = cumulative / total;
    lower = Math.max(lower, Math.abs(after - edgeAt(b + 1)));
    upper = Math.max(upper, after - edgeAt(b), edgeAt(b + 1) - before);
    before = after;
  }
  return { lower, upper };
}
