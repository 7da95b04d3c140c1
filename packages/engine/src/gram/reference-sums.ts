import { PANEL } from './kernel/addresses.ts';
import { cellOf, type PitGrid } from './pit-grid.ts';

export type Columns = readonly Float64Array[];

/** Σ f(n) as the kernel adds: panels of 64 one after the other, in each the even and the odd neurons apart, from zero. */
export function sumOverNeurons(width: number, term: (neuron: number) => number): number {
  let total = 0;
  for (let first = 0; first < width; first += PANEL) {
    let even = 0;
    let odd = 0;
    for (let n = first; n < Math.min(first + PANEL, width); n++)
      if (n % 2 === 0) even += term(n);
      else odd += term(n);
    total += even + odd;
  }
  return total;
}

export function storeGram(columns: Columns, count: number, stride: number, out: Float64Array): void {
  for (const [j, x] of columns.slice(0, count).entries())
    for (const [i, y] of columns.slice(0, count).entries())
      if (i >= j) out[j * stride + i] = sumOverNeurons(x.length, (n) => y[n]! * x[n]!);
}

export function storePowers(column: Float64Array, out: Float64Array, offset: number): void {
  const terms = [
    (z: number) => z,
    (z: number) => z * z,
    (z: number) => z * z * z,
    (z: number) => z * z * (z * z),
  ];
  for (const [p, term] of terms.entries())
    out[offset + p] = sumOverNeurons(column.length, (n) => term(column[n]!));
}

export function countBins(
  column: Float64Array,
  inverseScale: number,
  grid: PitGrid,
  counts: Int32Array,
): void {
  for (const z of column) {
    const u = z * inverseScale;
    const cell = cellOf(u, grid);
    const bin = grid.below[cell]! + (u >= grid.edges[cell]! ? 1 : 0);
    counts[bin] = counts[bin]! + 1;
  }
}

/** Right-looking Cholesky of the lower triangle in place; a pivot that is rounding noise gives a zero column. */
export function factorize(matrix: Float64Array, stride: number, columns: number, inputs = 0): number {
  const at = (i: number, j: number): number => j * stride + i;
  const diagonal = Array.from({ length: columns }, (_, j) => matrix[at(j, j)]!);
  let leftOut = 0;
  for (let j = 0; j < columns; j++) {
    const pivot = matrix[at(j, j)]!;
    const factor = pivot > (j + 1) * 2 ** -52 * diagonal[j]! ? 1 / Math.sqrt(pivot) : 0;
    for (let i = j; i < inputs && factor === 0; i++) {
      const share = Math.abs(matrix[at(i, j)]!) / (Math.sqrt(diagonal[j]!) * Math.sqrt(diagonal[i]!));
      if (share > leftOut) leftOut = share;
    }
    for (let i = j; i < columns; i++) matrix[at(i, j)] = matrix[at(i, j)]! * factor;
    for (let k = j + 1; k < columns; k++)
      for (let i = k; i < columns; i++)
        matrix[at(i, k)] = matrix[at(i, k)]! - matrix[at(k, j)]! * matrix[at(i, j)]!;
  }
  return leftOut;
}

/** z_i = Σ_{k ≤ i} L_ik g_k, from zero in ascending k. */
export function multiplyTriangle(factor: Float64Array, stride: number, g: Columns): Float64Array[] {
  return g.map((column, i) =>
    column.map((_, n) => {
      let z = 0;
      for (let k = 0; k <= i; k++) z += factor[k * stride + i]! * g[k]![n]!;
      return z;
    }),
  );
}
