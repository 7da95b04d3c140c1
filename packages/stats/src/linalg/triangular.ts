/**
 * Solves L x = b for every column of b in place, L lower triangular with nonzero diagonal.
 *
 * @param factor - L, d × d row-major.
 * @param columns - b, d × m row-major; receives x.
 */
export function forwardSubstitute(factor: Float64Array, columns: Float64Array, dimension: number): void {
  const width = columns.length / dimension;
  for (let i = 0; i < dimension; i++) {
    for (let c = 0; c < width; c++) {
      let sum = columns[i * width + c]!;
      for (let k = 0; k < i; k++) sum -= factor[i * dimension + k]! * columns[k * width + c]!;
      columns[i * width + c] = sum / factor[i * dimension + i]!;
    }
  }
}

/** Σ ln L_ii = ½ ln det L Lᵀ. */
export function logDiagonal(factor: Float64Array, dimension: number): number {
  let sum = 0;
  for (let i = 0; i < dimension; i++) sum += Math.log(factor[i * (dimension + 1)]!);
  return sum;
}

/** The transpose of a d × d row-major matrix. */
export function transpose(matrix: Float64Array, dimension: number): Float64Array {
  return matrix.map((_, at) => matrix[(at % dimension) * dimension + Math.floor(at / dimension)]!);
}
