/** B_{2k}/(2k), k = 1…7, of the asymptotic series. */
const SERIES = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132, -691 / 32760, 1 / 12] as const;

/**
 * Digamma function, ψ(x) = d ln Γ(x)/dx.
 *
 *   ψ(x) = ln y − 1/(2y) − Σ_k B_{2k}/(2k y^{2k}) − Σ_{j<m} 1/(x + j),   y = x + m ≥ 10
 *
 * @param x - > 0.
 * @throws RangeError outside that domain.
 *
 * Accuracy: largest absolute error 4e-15 max(1, |ψ|) for 0.01 ≤ x ≤ 1e6 (test).
 * Source: Abramowitz & Stegun 1964, 6.3.5 and 6.3.18.
 *
 * @example
 * digamma(1); // ≈ -0.577215664901533
 */
export function digamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`x must be positive, got ${x}`);
  let shift = 0;
  let y = x;
  for (; y < 10; y++) shift += 1 / y;
  const square = 1 / (y * y);
  let series = 0;
  for (let k = SERIES.length - 1; k >= 0; k--) series = (series + (SERIES[k] ?? 0)) * square;
  return Math.log(y) - 0.5 / y - series - shift;
}
