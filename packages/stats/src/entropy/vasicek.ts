import { sortedCopy } from '../sorted-copy.ts';

/**
 * Vasicek's estimate of the differential entropy of a scalar, from spacings of order m.
 *
 *   H = (1/n) Σ_i ln[ n (x_(i+m) − x_(i−m))/(2m) ],   indices held within 1…n
 *
 * @param sample - independent draws, in any order.
 * @param spacing - m, 1 ≤ m < n/2; about √n.
 * @returns H, in nats; undefined below three draws. Biased low, of order m/n. Not mergeable.
 * @throws RangeError outside that domain, or if 2m + 1 draws, or m + 1 at an end, coincide.
 *
 * Source: Vasicek 1976, Journal of the Royal Statistical Society B 38, 54.
 */
export function vasicek(sample: Float64Array, spacing: number): number | undefined {
  const n = sample.length;
  if (n < 3) return undefined;
  if (!Number.isInteger(spacing) || spacing < 1 || 2 * spacing >= n) {
    throw new RangeError(`spacing must be an integer with 1 ≤ m < n/2 = ${n / 2}, got ${spacing}`);
  }
  const sorted = sortedCopy(sample);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const gap = sorted[Math.min(n - 1, i + spacing)]! - sorted[Math.max(0, i - spacing)]!;
    if (!(gap > 0))
      throw new RangeError(`draws coincide near ${sorted[i]}: raise spacing, or add noise and say so`);
    sum += Math.log((n * gap) / (2 * spacing));
  }
  return sum / n;
}
