import { whiten } from '../gaussianity/whiten.ts';
import type { Shape } from '../shape.ts';

/** Negentropy to two orders of its expansion in cumulants, in nats. */
export interface CumulantNegentropy {
  /** J₂ = κ₃²/12 + κ₄²/48. */
  readonly second: number;
  /** J₃ = J₂ + 7κ₃⁴/48 − κ₃²κ₄/8. */
  readonly third: number;
}

/**
 * Negentropy of a scalar, relative entropy to the Gaussian of equal mean and variance, from its standardized cumulants.
 *
 *   J₂ = κ₃²/12 + κ₄²/48,   J₃ = J₂ + 7κ₃⁴/48 − κ₃²κ₄/8
 *
 * @param shape - skewness κ₃ and excess kurtosis κ₄, both below about 0.3 in size; never a bound.
 *
 * Bias of J₂ with sample cumulants: Var(κ̂₃)/12 + Var(κ̂₄)/48, for n independent Gaussian draws `cumulantNegentropyBias`.
 * Source: Comon 1994, Signal Processing 36, 287.
 *
 * @example
 * negentropyOfCumulants({ skewness: 0, excessKurtosis: 0.3 }).second; // ≈ 0.001875
 */
export function negentropyOfCumulants({ skewness, excessKurtosis }: Shape): CumulantNegentropy {
  const square = skewness * skewness;
  const second = square / 12 + (excessKurtosis * excessKurtosis) / 48;
  return { second, third: second + (7 * square * square) / 48 - (square * excessKurtosis) / 8 };
}

/** Mean of J₂ over samples of n independent Gaussian draws to leading order, 1/n; exactly 1e-5 less at n = 1000. */
export function cumulantNegentropyBias(n: number): number {
  return 1 / n;
}

/**
 * Negentropy of a vector to leading order in its cumulants, on whitened draws (covariance divisor n).
 *
 *   J₂ = Σ_abc κ_abc²/12 + Σ_abcd κ_abcd²/48,   κ_abcd = mean y_a y_b y_c y_d − δ_ab δ_cd − δ_ac δ_bd − δ_ad δ_bc
 *
 * @param sample - independent draws, n × d row-major; work grows as n d⁴.
 * @returns J₂ ≥ 0, in nats; undefined when n ≤ d. Throws as `whiten`.
 */
export function multivariateNegentropy(sample: Float64Array, dimension: number): number | undefined {
  const whitened = whiten(sample, dimension, 'n');
  if (whitened === undefined) return undefined;
  const { points, count } = whitened;
  const d = dimension;
  const moment = (...axes: readonly number[]) => {
    let sum = 0;
    for (let row = 0; row < points.length; row += d) {
      let product = 1;
      for (const axis of axes) product *= points[row + axis]!;
      sum += product;
    }
    return sum / count;
  };
  const same = (a: number, b: number) => (a === b ? 1 : 0);
  let total = 0;
  for (let a = 0; a < d; a++) {
    for (let b = 0; b < d; b++) {
      for (let c = 0; c < d; c++) {
        total += moment(a, b, c) ** 2 / 12;
        for (let e = 0; e < d; e++) {
          const pairs = same(a, b) * same(c, e) + same(a, c) * same(b, e) + same(a, e) * same(b, c);
          total += (moment(a, b, c, e) - pairs) ** 2 / 48;
        }
      }
    }
  }
  return total;
}
