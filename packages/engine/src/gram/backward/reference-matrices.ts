/** A small matrix by columns, entry (i, j) at j · stride + i. */
export interface Matrix {
  readonly stride: number;
  readonly values: Float64Array;
}

export function matrixOf(stride: number): Matrix {
  return { stride, values: new Float64Array(stride * stride) };
}

/** Column j ← column j − factor · column k of another, the leading rows. */
function takeOff(x: Matrix, j: number, factor: number, other: Matrix, k: number, rows: number): void {
  for (let i = 0; i < rows; i++) x.values[j * x.stride + i]! -= other.values[k * other.stride + i]! * factor;
}

function scale(x: Matrix, j: number, factor: number, rows: number): void {
  for (let i = 0; i < rows; i++) x.values[j * x.stride + i]! *= factor;
}

/** 1/L_jj, or 0 for a column that the factorization left out. */
function inversePivot({ values, stride }: Matrix, j: number): number {
  const pivot = values[j * stride + j]!;
  return pivot > 0 ? 1 / pivot : 0;
}

/** X ← X − R T in ascending columns of R, which is zero above its diagonal. */
export function subtractProduct(x: Matrix, r: Matrix, t: Matrix, inner: number, columns: number): void {
  for (let j = 0; j < columns; j++)
    for (let k = 0; k < inner; k++) takeOff(x, j, t.values[j * t.stride + k]!, r, k, inner);
}

/** X ← X G⁻¹ for G = L Lᵀ on the span of the columns that the factorization kept; the others come out zero. */
export function solveRight(x: Matrix, factor: Matrix, rows: number, columns: number): void {
  const { values, stride } = factor;
  for (let j = 0; j < columns; j++) {
    for (let k = 0; k < j; k++) takeOff(x, j, values[k * stride + j]!, x, k, rows);
    scale(x, j, inversePivot(factor, j), rows);
  }
  for (let j = columns - 1; j >= 0; j--) {
    for (let k = j + 1; k < columns; k++) takeOff(x, j, values[j * stride + k]!, x, k, rows);
    scale(x, j, inversePivot(factor, j), rows);
  }
}
