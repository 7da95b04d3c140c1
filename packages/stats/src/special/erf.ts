import stdlibErf from '@stdlib/math-base-special-erf';

/**
 * Error function, erf(x) = (2/√π) ∫₀ˣ exp(−t²) dt.
 *
 * Accuracy: largest relative error 2e-16 on |x| ≤ 6 (test; @stdlib, after FreeBSD's s_erf.c).
 *
 * @example
 * erf(1); // ≈ 0.842700792949715
 */
export function erf(x: number): number {
  return stdlibErf(x);
}
