import stdlibErfc from '@stdlib/math-base-special-erfc';
import stdlibErfcx from '@stdlib/math-base-special-erfcx';

/**
 * Complementary error function, erfc(x) = 1 − erf(x), without cancellation for x > 0.
 *
 * Accuracy: largest relative error 3e-16 on −6 ≤ x ≤ 26 (test; @stdlib, after FreeBSD's s_erf.c).
 *
 * @example
 * erfc(3); // ≈ 2.20904969985854e-5
 */
export function erfc(x: number): number {
  return stdlibErfc(x);
}

/**
 * Scaled complementary error function, exp(x²) erfc(x), which neither under- nor overflows for x > 0.
 *
 * Accuracy: largest relative error 2e-15 on −5 ≤ x ≤ 1e6 (test; @stdlib, after Steven G. Johnson's Faddeeva package).
 *
 * @example
 * erfcx(10); // ≈ 0.0561409927438226
 */
export function erfcx(x: number): number {
  return stdlibErfcx(x);
}
