/** Sweeps after which quadratic convergence has long ended. */
const MOST_SWEEPS = 30;

/**
 * Eigenvalues of a symmetric matrix by Jacobi rotations.
 *
 * @param matrix - d × d row-major; its upper triangle must mirror the lower.
 * @returns d eigenvalues, in no order.
 * @throws RangeError if the length is not a square.
 *
 * Accuracy: absolute error about 2⁻⁵² d ‖matrix‖ (test).
 * Source: Golub & Van Loan 2013, Matrix Computations, 8.5.
 */
export function symmetricEigenvalues(matrix: Float64Array): Float64Array {
  const d = Math.round(Math.sqrt(matrix.length));
  if (d * d !== matrix.length) throw new RangeError(`matrix must be square, got ${matrix.length} entries`);
  const a = Float64Array.from(matrix);
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < d; p++) {
      for (let q = p + 1; q < d; q++) rotated = rotate(a, d, p, q) || rotated;
    }
    if (!rotated) break;
  }
  return Float64Array.from({ length: d }, (_, i) => a[i * (d + 1)]!);
}

/** Annihilates entry (p, q) unless it is negligible beside both diagonal entries; says whether it did. */
function rotate(a: Float64Array, d: number, p: number, q: number): boolean {
  const off = a[p * d + q]!;
  const [app, aqq] = [a[p * d + p]!, a[q * d + q]!];
  if (off === 0 || Math.abs(off) < 1e-18 * Math.min(Math.abs(app), Math.abs(aqq))) return false;
  const theta = (aqq - app) / (2 * off);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(t * t + 1);
  const sine = t * cosine;
  for (let k = 0; k < d; k++) {
    if (k === p || k === q) continue;
    const [akp, akq] = [a[k * d + p]!, a[k * d + q]!];
    const [newP, newQ] = [cosine * akp - sine * akq, sine * akp + cosine * akq];
    a[k * d + p] = newP;
    a[p * d + k] = newP;
    a[k * d + q] = newQ;
    a[q * d + k] = newQ;
  }
  a[p * d + p] = app - t * off;
  a[q * d + q] = aqq + t * off;
  a[p * d + q] = 0;
  a[q * d + p] = 0;
  return true;
}
