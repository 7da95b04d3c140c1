import { cholesky } from '../linalg/cholesky.ts';

/** Points in d dimensions, row by row, with their sample mean removed and covariance made the identity. */
export interface WhitenedSample {
  /** n × d row-major. */
  readonly points: Float64Array;
  readonly count: number;
  readonly dimension: number;
}

/**
 * Whitens a sample, Y = L⁻¹(X − mean) with S = L Lᵀ = Σ (x − mean)(x − mean)ᵀ/divisor.
 *
 * @param sample - n × d row-major.
 * @param dimension - d ≥ 1.
 * @param divisor - 'n' or 'n-1', of the covariance.
 * @returns undefined when n ≤ d: the covariance has no inverse.
 * @throws RangeError if the length is no multiple of d; NotPositiveDefiniteError if the points span no volume.
 */
export function whiten(
  sample: Float64Array,
  dimension: number,
  divisor: 'n' | 'n-1',
): WhitenedSample | undefined {
  if (!Number.isInteger(dimension) || dimension < 1 || sample.length % dimension !== 0) {
    throw new RangeError(`sample must be rows of ${dimension} numbers, got ${sample.length} numbers`);
  }
  const count = sample.length / dimension;
  if (count <= dimension) return undefined;
  const points = centred(sample, count, dimension);
  const covariance = new Float64Array(dimension * dimension);
  for (let row = 0; row < points.length; row += dimension) {
    for (let i = 0; i < dimension; i++) {
      for (let j = 0; j <= i; j++) {
        const at = i * dimension + j;
        covariance[at] = covariance[at]! + points[row + i]! * points[row + j]!;
      }
    }
  }
  const factor = cholesky(
    covariance.map((sum) => sum / (divisor === 'n' ? count : count - 1)),
    'the sample covariance',
  );
  for (let row = 0; row < points.length; row += dimension) {
    for (let i = 0; i < dimension; i++) {
      let sum = points[row + i]!;
      for (let j = 0; j < i; j++) sum -= factor[i * dimension + j]! * points[row + j]!;
      points[row + i] = sum / factor[i * dimension + i]!;
    }
  }
  return { points, count, dimension };
}

function centred(sample: Float64Array, count: number, dimension: number): Float64Array {
  const mean = new Float64Array(dimension);
  for (const [at, x] of sample.entries()) mean[at % dimension] = mean[at % dimension]! + x / count;
  return sample.map((x, at) => x - mean[at % dimension]!);
}

/** |y_i|² of every point. */
export function squaredNorms({ points, count, dimension }: WhitenedSample): Float64Array {
  const norms = new Float64Array(count);
  for (const [at, y] of points.entries()) {
    const i = Math.floor(at / dimension);
    norms[i] = norms[i]! + y * y;
  }
  return norms;
}

/** Σ_{j<k} f(|y_j − y_k|²). */
export function sumOverPairs(
  { points, count, dimension: d }: WhitenedSample,
  f: (squaredDistance: number) => number,
): number {
  const point = new Float64Array(d);
  let sum = 0;
  for (let j = 0; j < count; j++) {
    for (let i = 0; i < d; i++) point[i] = points[j * d + i]!;
    let row = 0;
    for (let k = 0, at = 0; k < j; k++) {
      let square = 0;
      for (let i = 0; i < d; i++, at++) {
        const difference = point[i]! - points[at]!;
        square += difference * difference;
      }
      row += f(square);
    }
    sum += row;
  }
  return sum;
}
