/**
 * Holm's adjusted p-values: rejecting those below α keeps the probability of any false rejection below α, whatever the
 * dependence.
 *
 *   p̃_(i) = min(1, max_{j≤i} (m − j + 1) p_(j))
 *
 * @param pValues - in [0, 1], in any order.
 * @returns adjusted values in the order given.
 * @throws RangeError for a p-value outside [0, 1].
 *
 * Source: Holm 1979, Scandinavian Journal of Statistics 6, 65.
 *
 * @example
 * holm([0.01, 0.04, 0.03]); // ≈ [0.03, 0.06, 0.06]
 */
export function holm(pValues: ArrayLike<number>): Float64Array {
  const order = ascending(pValues);
  const adjusted = new Float64Array(order.length);
  let largest = 0;
  for (const [rank, at] of order.entries()) {
    largest = Math.max(largest, (order.length - rank) * (pValues[at] ?? 1));
    adjusted[at] = Math.min(1, largest);
  }
  return adjusted;
}

/**
 * Benjamini–Hochberg adjusted p-values: rejecting those below α keeps the expected share of false rejections below α, for
 * independent or positively dependent tests.
 *
 *   p̃_(i) = min(1, min_{j≥i} m p_(j)/j)
 *
 * @param pValues - in [0, 1], in any order.
 * @returns adjusted values in the order given.
 * @throws RangeError for a p-value outside [0, 1].
 *
 * Source: Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57, 289.
 *
 * @example
 * benjaminiHochberg([0.01, 0.04, 0.03]); // ≈ [0.03, 0.04, 0.04]
 */
export function benjaminiHochberg(pValues: ArrayLike<number>): Float64Array {
  return stepUp(pValues, 1);
}

/**
 * Benjamini–Yekutieli adjusted p-values: those of Benjamini and Hochberg times Σ_{i≤m} 1/i, valid under any dependence,
 * such as that between the layers of one network.
 *
 * @param pValues - in [0, 1], in any order.
 * @returns adjusted values in the order given.
 * @throws RangeError for a p-value outside [0, 1].
 *
 * Source: Benjamini & Yekutieli 2001, The Annals of Statistics 29, 1165.
 */
export function benjaminiYekutieli(pValues: ArrayLike<number>): Float64Array {
  let harmonic = 0;
  for (let i = pValues.length; i >= 1; i--) harmonic += 1 / i;
  return stepUp(pValues, harmonic);
}

function stepUp(pValues: ArrayLike<number>, factor: number): Float64Array {
  const order = ascending(pValues);
  const adjusted = new Float64Array(order.length);
  let smallest = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const at = order[rank - 1] ?? 0;
    smallest = Math.min(smallest, (factor * order.length * (pValues[at] ?? 1)) / rank);
    adjusted[at] = smallest;
  }
  return adjusted;
}

function ascending(pValues: ArrayLike<number>): number[] {
  const values = Array.from(pValues);
  for (const p of values) {
    if (!(p >= 0 && p <= 1)) throw new RangeError(`p-values must lie in [0, 1], got ${p}`);
  }
  return values.map((_, at) => at).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
}
