import {
  andersonDarlingDistance,
  jarqueBera,
  jarqueBeraCriticalValue,
  modifiedAndersonDarling,
} from '@widthwise/stats';
import { fastLogNormalCdf } from './log-cdf-table.ts';

/** A* that 5 % of normal samples exceed when mean and variance are estimated (D'Agostino & Stephens 1986, table 4.7). */
const ANDERSON_DARLING_CRITICAL_VALUE = 0.752;

/** What the tests say about some neurons of one network. */
export interface Rejections {
  readonly jarqueBera: boolean;
  readonly andersonDarling: boolean;
}

/**
 * Tests at 5 % whether neurons of one layer of one network look like draws of one Gaussian, mean and variance estimated.
 * At initialization they are, given the layer before, so that 5 % of networks are rejected whatever the width: this is
 * the conditional null hypothesis, a check of the sampler rather than of the infinite-width limit.
 *
 * @param values - 8 to 64 values; sorted in place.
 * @returns undefined without spread (dead neurons).
 *
 * Accuracy: true level 5.0 % ± 0.1 % for both tests (critical value by simulation for Jarque–Bera, whose asymptotic
 * one gives 3.9 % at 64 draws).
 */
export function conditionalRejections(values: Float64Array): Rejections | undefined {
  const n = values.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += values[i]!;
  mean /= n;
  let m2 = 0;
  let m3 = 0;
  let m4 = 0;
  for (let i = 0; i < n; i++) {
    const d = values[i]! - mean;
    const square = d * d;
    m2 += square;
    m3 += square * d;
    m4 += square * square;
  }
  const test = jarqueBera({ networks: n, mean, m2, m3, m4 });
  if (test === undefined) return undefined;
  const a2 = andersonDarlingDistance(values.sort(), mean, Math.sqrt(m2 / (n - 1)), fastLogNormalCdf);
  return {
    jarqueBera: test.statistic > jarqueBeraCriticalValue(n),
    andersonDarling: modifiedAndersonDarling(a2, n) > ANDERSON_DARLING_CRITICAL_VALUE,
  };
}
