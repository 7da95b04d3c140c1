import { erfc, erfcx } from './erfc.ts';

/**
 * Distribution function of the standard normal law, Φ(z) = ½ erfc(−z/√2).
 *
 * Accuracy: largest relative error 1e-14 on −8 ≤ z ≤ 8 and 2e-13 down to z = −37 (test): the rounding of z/√2,
 * amplified by z².
 *
 * @example
 * normalCdf(-1.96); // ≈ 0.0249978951482204
 */
export function normalCdf(z: number): number {
  return 0.5 * erfc(-z * Math.SQRT1_2);
}

/**
 * ln Φ(z), finite wherever z² is: Φ itself underflows below z = −38, and 1 − Φ(z) loses all digits above z = 8.
 *
 *   z < 0: ln(½ erfcx(−z/√2)) − z²/2        z ≥ 0: log1p(−Φ(−z))
 *
 * Accuracy: largest relative error 1e-14 on −40 ≤ z ≤ 8 (test).
 *
 * @example
 * logNormalCdf(-40); // ≈ -804.608442013754
 */
export function logNormalCdf(z: number): number {
  if (z < 0) return Math.log(0.5 * erfcx(-z * Math.SQRT1_2)) - 0.5 * z * z;
  return Math.log1p(-normalCdf(-z));
}

/** Beyond, Φ(−|z|) has lost digits to underflow. */
const DEEP_TAIL = 37;

/**
 * ln Φ(z) and ln Φ(−z) together, for the price of one error function.
 *
 * @param out - receives both.
 *
 * Accuracy: that of `normalCdf` for |z| ≤ 37, of `logNormalCdf` beyond.
 */
export function logNormalTails(z: number, out: Float64Array): void {
  const depth = Math.abs(z);
  const tail = normalCdf(-depth);
  const lower = depth < DEEP_TAIL ? Math.log(tail) : logNormalCdf(-depth);
  const upper = Math.log1p(-tail);
  out[0] = z < 0 ? lower : upper;
  out[1] = z < 0 ? upper : lower;
}
