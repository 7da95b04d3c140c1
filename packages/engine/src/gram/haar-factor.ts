import type { LayerMachine } from './layer-machine.ts';

interface Triangle {
  readonly values: Float64Array;
  readonly stride: number;
  readonly columns: number;
}

/** X ← X C⁻¹ for lower triangles by columns, rows of X one by one; a zero column of C gives a zero column. */
function divideTriangle({ values: x, stride, columns }: Triangle, c: Float64Array): void {
  for (let j = columns - 1; j >= 0; j--) {
    const pivot = c[j * stride + j]!;
    const inverse = pivot > 0 ? 1 / pivot : 0;
    for (let k = j + 1; k < columns; k++) {
      const factor = c[j * stride + k]!;
      for (let i = k; i < columns; i++) x[j * stride + i]! -= x[k * stride + i]! * factor;
    }
    for (let i = j; i < columns; i++) x[j * stride + i]! *= inverse;
  }
}

/** In place of a lower triangle its leading `size` columns and rows become those of `diagonal` times the identity. */
function setIdentity({ values, stride }: Triangle, size: number, diagonal: number): void {
  for (let j = 0; j < size; j++) {
    values.fill(0, j * stride + j, j * stride + size);
    values[j * stride + j] = diagonal;
  }
}

/**
 * R of the normals' QR decomposition as lower triangles whose product from the left is Rᵀ: the Cholesky factor C of GᵀG, and, for columns beyond a quarter of
 * the rows, where G may be badly conditioned, that of the Gram matrix of G C⁻ᵀ (CholeskyQR2, Yamamoto et al. 2015, ETNA 44, 306).
 * A column's numbers do not depend on those after it, so the second factor leaves the first quarter alone.
 */
function normalFactors(
  machine: LayerMachine,
  network: number,
  columns: number,
  rows: number,
): Float64Array[] {
  const { covariance, activationGram, stride } = machine;
  machine.addNormals(network, rows, columns, false);
  covariance.set(activationGram);
  machine.factorize(columns);
  const first = covariance.slice();
  const sound = Math.floor(rows / 4);
  if (columns <= sound) return [first];
  const inverse: Triangle = { values: covariance, stride, columns };
  setIdentity(inverse, columns, 1);
  divideTriangle(inverse, first);
  machine.useFactor();
  machine.addNormals(network, rows, columns, true);
  covariance.set(activationGram);
  setIdentity(inverse, sound, 1);
  machine.factorize(columns);
  return [covariance.slice(), first];
}

/**
 * Factor of a layer with Haar-orthogonal weights W = σ_w √(m/n_in) O[:n_out, :n_in], O Haar of size m = max(n_in, n_out).
 *
 * With Y = Q T the activations' QR decomposition, O Q is a uniform orthonormal m × B block, of which the first n_out rows are seen; such a block is
 * G R⁻¹ for an m × B block G of standard normals with GᵀG = RᵀR, R upper triangular (Mezzadri 2007, arXiv:math-ph/0609050, for square
 * matrices). Hence rows of the new part are those of G times √m R⁻¹ Lᵀ, with L Lᵀ = σ_w² YᵀY/n_in: one more triangle.
 *
 * @param machine - holds the covariance's factor L in `covariance`; it is replaced.
 * @param columns - of L.
 * @param rows - m, at least `columns`.
 *
 * Accuracy: where n_out = m the Gram matrix of the new part equals m L Lᵀ to 1e-12, for as many columns as rows to 1e-10 (a test).
 */
export function combineHaar(machine: LayerMachine, network: number, columns: number, rows: number): void {
  const { covariance, stride } = machine;
  const root = Math.sqrt(rows);
  const factor: Triangle = { values: covariance.map((value) => value * root), stride, columns };
  for (const triangle of normalFactors(machine, network, columns, rows)) divideTriangle(factor, triangle);
  covariance.set(factor.values);
}
