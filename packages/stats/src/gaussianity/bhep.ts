import { normalCdf } from '../special/normal-cdf.ts';
import type { TestResult } from './jarque-bera.ts';
import { squaredNorms, sumOverPairs, whiten } from './whiten.ts';

/** Mean and variance of a statistic under its null law. */
export interface NullMoments {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Baringhaus–Henze–Epps–Pulley statistic: weighted squared distance of the characteristic function of a whitened sample
 * (covariance divisor n) from that of the standard normal law.
 *
 *   T_β = n [ n⁻² Σ_jk e^{−β²|y_j−y_k|²/2} − 2(1 + β²)^{−d/2} n⁻¹ Σ_j e^{−β²|y_j|²/(2(1+β²))} + (1 + 2β²)^{−d/2} ]
 *
 * @param sample - independent draws, n × d row-major; work grows as n² d.
 * @param dimension - d.
 * @param beta - β > 0; in one dimension β = 1 is the Epps–Pulley test.
 * @returns T_β ≥ 0 up to the rounding of terms of size n; undefined when n ≤ d.
 * @throws RangeError unless β > 0; as `whiten`.
 *
 * Source: Henze & Wagner 1997, Journal of Multivariate Analysis 62, 1.
 */
export function bhepStatistic(sample: Float64Array, dimension: number, beta: number): number | undefined {
  if (!(beta > 0)) throw new RangeError(`beta must be positive, got ${beta}`);
  const whitened = whiten(sample, dimension, 'n');
  if (whitened === undefined) return undefined;
  const { count: n } = whitened;
  const square = beta * beta;
  const pairs = sumOverPairs(whitened, (distance) => Math.exp(-0.5 * square * distance));
  let single = 0;
  for (const norm of squaredNorms(whitened)) single += Math.exp((-0.5 * square * norm) / (1 + square));
  return (
    1 +
    (2 * pairs) / n -
    2 * (1 + square) ** (-dimension / 2) * single +
    n * (1 + 2 * square) ** (-dimension / 2)
  );
}

/**
 * Baringhaus–Henze–Epps–Pulley test of multivariate Gaussianity with mean and covariance estimated: `bhepStatistic`, with the
 * p-value of the log-normal law of equal null mean and variance.
 *
 * @param sample - independent draws, n × d row-major; work grows as n² d.
 * @param beta - β > 0; at 1 it sees heavy tails, larger it sees what is local.
 * @returns undefined when n ≤ d.
 * @throws as `bhepStatistic`.
 *
 * Source: Henze & Wagner 1997, as above.
 */
export function bhep(sample: Float64Array, dimension: number, beta: number): TestResult | undefined {
  const statistic = bhepStatistic(sample, dimension, beta);
  if (statistic === undefined) return undefined;
  const { mean, variance } = bhepNullMoments(dimension, beta);
  const logMean = Math.log((mean * mean) / Math.sqrt(variance + mean * mean));
  const logSpread = Math.sqrt(Math.log1p(variance / (mean * mean)));
  return { statistic, pValue: normalCdf((logMean - Math.log(statistic)) / logSpread) };
}

/**
 * Henze–Zirkler test of multivariate Gaussianity with mean and covariance estimated: BHEP at
 * β = ((2d + 1)n/4)^{1/(d+4)}/√2.
 *
 * @param sample - independent draws, n × d row-major; take a random sample of the networks above 5000.
 * @returns undefined when n ≤ d.
 * @throws as `whiten`.
 *
 * Source: Henze & Zirkler 1990, Communications in Statistics, Theory and Methods 19, 3595.
 */
export function henzeZirkler(sample: Float64Array, dimension: number): TestResult | undefined {
  return bhep(sample, dimension, henzeZirklerBeta(sample.length / dimension, dimension));
}

/** β = ((2d + 1)n/4)^{1/(d+4)}/√2 of the Henze–Zirkler test. */
export function henzeZirklerBeta(n: number, dimension: number): number {
  return Math.SQRT1_2 * (((2 * dimension + 1) * n) / 4) ** (1 / (dimension + 4));
}

/**
 * Mean and variance of T_β in the limit of many Gaussian draws, with g = 1 + 2β², w = (1 + β²)(1 + 3β²).
 *
 *   mean = 1 − g^{−d/2}[1 + dβ²/g + d(d + 2)β⁴/(2g²)]
 *   variance = 2(1 + 4β²)^{−d/2} + 2g^{−d}[1 + 2dβ⁴/g² + 3d(d + 2)β⁸/(4g⁴)]
 *              − 4w^{−d/2}[1 + 3dβ⁴/(2w) + d(d + 2)β⁸/(2w²)]
 *
 * Source: Henze & Zirkler 1990, as above.
 *
 * @example
 * bhepNullMoments(1, 1).mean; // ≈ 0.1339745962
 */
export function bhepNullMoments(dimension: number, beta: number): NullMoments {
  const d = dimension;
  const b2 = beta * beta;
  const b4 = b2 * b2;
  const b8 = b4 * b4;
  const g = 1 + 2 * b2;
  const w = (1 + b2) * (1 + 3 * b2);
  const mean = 1 - g ** (-d / 2) * (1 + (d * b2) / g + (d * (d + 2) * b4) / (2 * g * g));
  const variance =
    2 * (1 + 4 * b2) ** (-d / 2) +
    2 * g ** -d * (1 + (2 * d * b4) / g ** 2 + (3 * d * (d + 2) * b8) / (4 * g ** 4)) -
    4 * w ** (-d / 2) * (1 + (3 * d * b4) / (2 * w) + (d * (d + 2) * b8) / (2 * w * w));
  return { mean, variance };
}
