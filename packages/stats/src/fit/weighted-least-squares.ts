/** Parameters of a linear model with their covariance. */
export interface LeastSquaresFit {
  /** β, one per column of the design. */
  readonly coefficients: Float64Array;
  /** Cov β, k × k row-major, symmetric. */
  readonly covariance: Float64Array;
  /** Weighted sum of squared residuals; χ² with `degreesOfFreedom` where model and errors hold. */
  readonly chiSquare: number;
  /** n − k. */
  readonly degreesOfFreedom: number;
}

/** What is left of a column after projection, relative to the column, below which it counts as dependent. */
const DEPENDENT = 1e-12;

/** Projects column `j` out of all later columns of the n × m column-major array. */
function orthogonalize(columns: readonly Float64Array[], j: number, r: Float64Array): void {
  const size = columns.length;
  const pivot = columns[j]!;
  const norm = Math.sqrt(pivot.reduce((sum, x) => sum + x * x, 0));
  r[j * size + j] = norm;
  for (let i = 0; i < pivot.length; i++) pivot[i]! /= norm;
  for (let k = j + 1; k < size; k++) {
    const column = columns[k]!;
    const along = pivot.reduce((sum, x, i) => sum + x * column[i]!, 0);
    r[j * size + k] = along;
    for (let i = 0; i < pivot.length; i++) column[i]! -= along * pivot[i]!;
  }
}

/** Inverse of the leading k × k block of an upper triangle stored with row stride `stride`. */
function invertUpper(r: Float64Array, k: number, stride: number): Float64Array {
  const inverse = new Float64Array(k * k);
  for (let j = 0; j < k; j++) {
    inverse[j * k + j] = 1 / r[j * stride + j]!;
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let l = i + 1; l <= j; l++) sum += r[i * stride + l]! * inverse[l * k + j]!;
      inverse[i * k + j] = -sum / r[i * stride + i]!;
    }
  }
  return inverse;
}

function checkShapes(
  values: readonly number[],
  errors: readonly number[],
  design: readonly number[][],
): void {
  const parameters = design[0]?.length ?? 0;
  if (errors.length !== values.length || design.length !== values.length || parameters < 1) {
    throw new RangeError(
      `values, standard errors and rows must be as many, with a column: got ${values.length}, ${errors.length}, ${design.length} × ${parameters}`,
    );
  }
  if (!errors.every((error) => error > 0 && Number.isFinite(error))) {
    throw new RangeError(`standard errors must be positive numbers, got ${errors.join(', ')}`);
  }
}

/**
 * Weighted least squares of a linear model with independent errors of known size.
 *
 *   β = argmin Σ_i ((y_i − x_i·β)/s_i)²,   Cov β = (Xᵀ S⁻² X)⁻¹ = R⁻¹ R⁻ᵀ,   S⁻¹ X = Q R
 *
 * The errors are taken as they are: they are not rescaled by χ²/dof, which judges the model instead.
 *
 * @param data.values - y, n numbers.
 * @param data.standardErrors - s, n positive numbers.
 * @param data.design - X, n rows of k numbers.
 * @returns undefined if n < k or the weighted columns are linearly dependent to rounding.
 * @throws RangeError if shapes differ or an error is not positive.
 *
 * Accuracy: β is unbiased and, for normal errors, exactly normal; by modified Gram–Schmidt on [X | y], which is as
 * stable as Householder's method, the normal equations are never formed.
 * Source: Björck 1967, BIT 7, 1–21 (method); Seber & Lee 2003, Linear Regression Analysis, §3.10 (weights).
 *
 * @example
 * weightedLeastSquares({ values: [1, 3], standardErrors: [1, 1], design: [[1, 0], [1, 1]] }); // β = [1, 2]
 */
export function weightedLeastSquares(data: {
  readonly values: readonly number[];
  readonly standardErrors: readonly number[];
  readonly design: readonly number[][];
}): LeastSquaresFit | undefined {
  const { values, standardErrors, design } = data;
  checkShapes(values, standardErrors, design);
  const k = design[0]?.length ?? 0;
  const degreesOfFreedom = values.length - k;
  if (degreesOfFreedom < 0) return undefined;
  const weigh = (column: readonly number[]) => Float64Array.from(column, (x, i) => x / standardErrors[i]!);
  const columns = Array.from({ length: k }, (_, j) => weigh(design.map((row) => row[j] ?? Number.NaN)));
  columns.push(weigh(values));
  const stride = k + 1;
  const r = new Float64Array(stride * stride);
  for (let j = 0; j < k; j++) {
    const whole = Math.hypot(...design.map((row, i) => (row[j] ?? Number.NaN) / standardErrors[i]!));
    orthogonalize(columns, j, r);
    if (!(r[j * stride + j]! > DEPENDENT * whole)) return undefined;
  }
  const inverse = invertUpper(r, k, stride);
  const coefficients = new Float64Array(k);
  const covariance = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let l = i; l < k; l++) coefficients[i]! += inverse[i * k + l]! * r[l * stride + k]!;
    for (let j = 0; j < k; j++) {
      for (let l = Math.max(i, j); l < k; l++) {
        covariance[i * k + j]! += inverse[i * k + l]! * inverse[j * k + l]!;
      }
    }
  }
  const residual = columns[k] ?? new Float64Array(0);
  const chiSquare = residual.reduce((sum, x) => sum + x * x, 0);
  return { coefficients, covariance, chiSquare, degreesOfFreedom };
}
