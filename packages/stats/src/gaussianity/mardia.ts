import { chiSquareUpperTail } from '../special/chi-square.ts';
import { erfc } from '../special/erfc.ts';
import type { TestResult } from './jarque-bera.ts';
import { squaredNorms, type WhitenedSample, whiten } from './whiten.ts';

/** Mardia's two coefficients with their tests. */
export interface MardiaResult {
  /** b₁ ≥ 0, zero for a law symmetric about its mean. */
  readonly skewness: number;
  /** b₂, d(d + 2) for a Gaussian. */
  readonly kurtosis: number;
  /** n b₁/6 ~ χ². */
  readonly skewnessTest: TestResult;
  /** k n b₁/6 ~ χ², k = (d + 1)(n + 1)(n + 3)/(n((n + 1)(d + 1) − 6)). */
  readonly skewnessTestSmallSample: TestResult;
  /** z = (b₂ − d(d + 2))/√(8d(d + 2)/n), two-sided. */
  readonly kurtosisTest: TestResult;
  /** z with the exact mean and variance of b₂ for n Gaussian draws, two-sided. */
  readonly kurtosisTestSmallSample: TestResult;
}

/**
 * Mardia's tests of multivariate Gaussianity with mean and covariance (divisor n) estimated.
 *
 *   b₁ = n⁻² Σ_ij (y_i·y_j)³ = Σ_abc (mean y_a y_b y_c)²,   b₂ = mean |y_i|⁴,   y = L⁻¹(x − x̄)
 *
 * @param sample - independent draws, n × d row-major; n ≫ d² for the asymptotic laws to hold.
 * @param dimension - d.
 * @returns undefined when n ≤ d + 1.
 * @throws as `whiten`.
 *
 * Source: Mardia 1970, Biometrika 57, 519; Mardia 1974, Sankhyā B 36, 115, for the small-sample forms.
 */
export function mardia(sample: Float64Array, dimension: number): MardiaResult | undefined {
  const whitened = whiten(sample, dimension, 'n');
  if (whitened === undefined || whitened.count <= dimension + 1) return undefined;
  const { count: n } = whitened;
  const d = dimension;
  const skewness = thirdMoments(whitened);
  let kurtosis = 0;
  for (const norm of squaredNorms(whitened)) kurtosis += (norm * norm) / n;
  const degrees = (d * (d + 1) * (d + 2)) / 6;
  const correction = ((d + 1) * (n + 1) * (n + 3)) / (n * ((n + 1) * (d + 1) - 6));
  const skewnessResult = (statistic: number) => ({
    statistic,
    pValue: chiSquareUpperTail(statistic, degrees),
  });
  const pairs = d * (d + 2);
  const exactVariance =
    (8 * pairs * (n - 3) * (n - d - 1) * (n - d + 1)) / ((n + 1) ** 2 * (n + 3) * (n + 5));
  return {
    skewness,
    kurtosis,
    skewnessTest: skewnessResult((n * skewness) / 6),
    skewnessTestSmallSample: skewnessResult((n * correction * skewness) / 6),
    kurtosisTest: normalScore(kurtosis, pairs, (8 * pairs) / n),
    kurtosisTestSmallSample: normalScore(kurtosis, (pairs * (n - 1)) / (n + 1), exactVariance),
  };
}

function normalScore(value: number, mean: number, variance: number): TestResult {
  const statistic = (value - mean) / Math.sqrt(variance);
  return { statistic, pValue: erfc(Math.abs(statistic) * Math.SQRT1_2) };
}

/** Σ_abc (mean y_a y_b y_c)², each unordered triple once, with its multiplicity. */
function thirdMoments({ points, count, dimension }: WhitenedSample): number {
  let total = 0;
  for (let a = 0; a < dimension; a++) {
    for (let b = 0; b <= a; b++) {
      for (let c = 0; c <= b; c++) {
        let sum = 0;
        for (let row = 0; row < points.length; row += dimension) {
          sum += points[row + a]! * points[row + b]! * points[row + c]!;
        }
        const multiplicity = a === b && b === c ? 1 : a === b || b === c ? 3 : 6;
        total += multiplicity * (sum / count) ** 2;
      }
    }
  }
  return total;
}
