import { NORMAL_ENTROPY } from './gaussian.ts';
import { negentropyOfScaleMixture } from './negentropy-scale-mixture.ts';

/** Negentropies in closed form, ½ ln(2πe Var) − h, in nats. */
export const NEGENTROPIES = {
  exponential: NORMAL_ENTROPY - 1,
  laplace: NORMAL_ENTROPY + 0.5 * Math.LN2 - 1 - Math.LN2,
  logistic: NORMAL_ENTROPY + 0.5 * Math.log(Math.PI ** 2 / 3) - 2,
  uniform: NORMAL_ENTROPY - 0.5 * Math.log(12),
} as const;

/**
 * Negentropy of the output of a two-layer linear network with Gaussian weights, one input, no biases: given the hidden
 * layer the output is Gaussian of variance proportional to χ²_N/N. Excess kurtosis 6/N, so J → 3/(4N²).
 *
 * @param width - hidden width N, a positive integer.
 * @returns J > 0, in nats. Width 1 is the product of two normals, width 2 the Laplace law.
 * @throws RangeError unless the width is a positive integer.
 *
 * Accuracy: relative 1e-12 for N ≤ 256 (test).
 *
 * @example
 * linearNetworkNegentropy(16); // ≈ 0.00224025186296307
 */
export function linearNetworkNegentropy(width: number): number {
  if (!Number.isInteger(width) || width < 1) {
    throw new RangeError(`width must be a positive integer, got ${width}`);
  }
  const { values, weights } = chiSquareRule(width);
  return negentropyOfScaleMixture(values, weights) ?? 0;
}

/**
 * Negentropy of Student's t law of ν degrees of freedom, a mixture of normals of variance proportional to ν/χ²_ν.
 *
 * @param degreesOfFreedom - ν > 2, so that the variance is finite.
 * @returns J > 0, in nats.
 * @throws RangeError outside that domain.
 *
 * Accuracy: relative 1e-13 for 5 ≤ ν ≤ 100 (test).
 *
 * @example
 * studentNegentropy(10); // ≈ 0.00924781588609602
 */
export function studentNegentropy(degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 2)) {
    throw new RangeError(`degreesOfFreedom must exceed 2, got ${degreesOfFreedom}`);
  }
  const { values, weights } = chiSquareRule(degreesOfFreedom);
  return (
    negentropyOfScaleMixture(
      values.map((value) => 1 / value),
      weights,
    ) ?? 0
  );
}

/**
 * Trapezoid rule in t = ln(χ²_ν/ν), whose density is proportional to exp(ν/2 (t − e^t)); it converges exponentially, and
 * its weights need no normalization.
 */
function chiSquareRule(degreesOfFreedom: number) {
  const half = degreesOfFreedom / 2;
  const step = Math.min(1 / 8, 0.3 / Math.sqrt(half));
  const exponentAt = (t: number) => half * (t - Math.expm1(t));
  const values: number[] = [];
  const weights: number[] = [];
  for (const direction of [1, -1]) {
    for (let node = direction === 1 ? 0 : 1; ; node++) {
      const t = direction * node * step;
      const exponent = exponentAt(t);
      if (exponent < -60) break;
      values.push(Math.exp(t));
      weights.push(Math.exp(exponent));
    }
  }
  return { values: Float64Array.from(values), weights: Float64Array.from(weights) };
}
