/**
 * Plug-in entropy of counts.
 *
 *   H = −Σ_b p_b ln p_b,   p_b = c_b/n
 *
 * @param counts - ≥ 0; empty bins contribute nothing.
 * @returns H in [0, ln bins], in nats; undefined without counts. Biased low by about (occupied bins − 1)/(2n), which
 *   `millerMadow` gives back. For a histogram of bin width w, H + ln w estimates the differential entropy.
 */
export function discreteEntropy(counts: ArrayLike<number>): number | undefined {
  const { total } = tally(counts);
  if (total === 0) return undefined;
  let sum = 0;
  for (const count of Array.from(counts)) {
    if (count > 0) sum -= (count / total) * Math.log(count / total);
  }
  return sum;
}

/**
 * Correction of Miller and Madow to `discreteEntropy`, to be added: (occupied bins − 1)/(2n), in nats.
 *
 * @returns undefined without counts.
 *
 * Source: Miller 1955, Information Theory in Psychology, 95.
 */
export function millerMadow(counts: ArrayLike<number>): number | undefined {
  const { total, occupied } = tally(counts);
  return total === 0 ? undefined : (occupied - 1) / (2 * total);
}

/** Their sum, how many are not zero, and how many are one. */
export function tally(counts: ArrayLike<number>): { total: number; occupied: number; singletons: number } {
  let [total, occupied, singletons] = [0, 0, 0];
  for (const count of Array.from(counts)) {
    if (!(count >= 0)) throw new RangeError(`counts must be at least 0, got ${count}`);
    total += count;
    if (count > 0) occupied++;
    if (count === 1) singletons++;
  }
  return { total, occupied, singletons };
}
