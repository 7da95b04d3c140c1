/** B_{2k}/(2k(2k − 1)), k = 1…8, of Stirling's series. */
const STIRLING = [
  1 / 12,
  -1 / 360,
  1 / 1260,
  -1 / 1680,
  1 / 1188,
  -691 / 360360,
  1 / 156,
  -3617 / 122400,
] as const;

/**
 * Logarithm of the gamma function, ln Γ(x).
 *
 *   ln Γ(x) = (y − ½) ln y − y + ½ ln 2π + Σ_k B_{2k}/(2k(2k − 1) y^{2k−1}) − ln x(x + 1)…(y − 1),   y = x + m ≥ 12
 *
 * @param x - > 0.
 * @throws RangeError outside that domain.
 *
 * Accuracy: largest error 1e-14, absolute or relative, whichever is larger, for 0.01 ≤ x ≤ 1e6 (test).
 * Source: Abramowitz & Stegun 1964, 6.1.15 and 6.1.41.
 *
 * @example
 * logGamma(0.5); // ≈ 0.5723649429247
 */
export function logGamma(x: number): number {
  if (!(x > 0)) throw new RangeError(`x must be positive, got ${x}`);
  let product = 1;
  let y = x;
  for (; y < 12; y++) product *= y;
  const square = 1 / (y * y);
  let series = 0;
  for (let k = STIRLING.length - 1; k >= 0; k--) series = series * square + (STIRLING[k] ?? 0);
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series / y - Math.log(product);
}
