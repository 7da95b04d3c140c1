import type { CentralSums, GroupView } from '@widthwise/stats';
import { describe, expect, it } from 'vitest';
import {
  conditionalExcessKurtosis,
  kurtosisDifference,
  pooledExcessKurtosis,
  pooledSkewness,
} from './kurtosis.ts';

const COVARIANCE = (() => {
  const rows = [
    [0.5, 0.1, -0.2, 0.3, 0.2],
    [0.2, 0.9, 0.1, 0.05, 0.3],
    [0.1, -0.1, 0.4, 0, 0.1],
    [0.2, 0.3, 0.1, 0.3, 0.1],
    [0.1, 0, 0.2, 0.1, 0.2],
  ];
  const product = new Float64Array(25);
  for (let i = 0; i < 5; i++) {
    for (let j = 0; j < 5; j++) {
      for (let k = 0; k < 5; k++) product[5 * i + j]! += (rows[i]?.[k] ?? 0) * (rows[j]?.[k] ?? 0);
    }
  }
  return product;
})();

/** So many networks that bias corrections vanish. */
const MANY = 1e12;
const group = (mean: readonly number[], networks = MANY): GroupView => ({
  networks,
  mean: Float64Array.from(mean),
  covariance: COVARIANCE,
});

function numericalError(f: (mean: readonly number[]) => number, mean: readonly number[]): number {
  const h = 1e-5;
  const gradient = mean.map((_, k) => {
    const shifted = (sign: number) => f(mean.map((x, j) => (j === k ? x + sign * h : x)));
    return (shifted(1) - shifted(-1)) / (2 * h);
  });
  let variance = 0;
  for (let i = 0; i < 5; i++) {
    for (let j = 0; j < 5; j++) variance += gradient[i]! * gradient[j]! * COVARIANCE[5 * i + j]!;
  }
  return Math.sqrt(variance / MANY);
}

/** Central sums of equally likely values, as if seen `networks` times in all. */
function sumsOf(values: readonly number[], networks = values.length): CentralSums {
  const weight = networks / values.length;
  const mean = values.reduce((a, b) => a + b) / values.length;
  const sum = (p: number) => weight * values.reduce((total, x) => total + (x - mean) ** p, 0);
  return { networks, mean, m2: sum(2), m3: sum(3), m4: sum(4) };
}

describe('pooledExcessKurtosis and pooledSkewness', () => {
  const mean = [1.2, 5, 0.3, 0.1, 0.2];

  it('are B/A² − 3 and C/A^{3/2} for many networks', () => {
    expect(pooledExcessKurtosis(group(mean)).value).toBeCloseTo(5 / 1.44 - 3, 10);
    expect(pooledSkewness(group(mean)).value).toBeCloseTo(0.3 / 1.2 ** 1.5, 10);
  });

  it('have the standard errors of numerical derivatives', () => {
    const kurtosis = numericalError(([a = 0, b = 0]) => b / a ** 2 - 3, mean);
    const skewness = numericalError(([a = 0, , c = 0]) => c / a ** 1.5, mean);
    expect((pooledExcessKurtosis(group(mean)).standardError ?? 0) / kurtosis).toBeCloseTo(1, 7);
    expect((pooledSkewness(group(mean)).standardError ?? 0) / skewness).toBeCloseTo(1, 7);
  });

  it('correct half the trace of Hessian times covariance over the networks', () => {
    const [saa = 0, sab = 0, sac = 0] = COVARIANCE;
    const bias = (0.5 * ((6 * 5) / 1.2 ** 4) * saa - (2 / 1.2 ** 3) * sab) / 10;
    expect(pooledExcessKurtosis(group(mean, 10)).value).toBeCloseTo(5 / 1.44 - 3 - bias, 10);
    const skewBias = (0.5 * (15 / 4) * 0.3 * 1.2 ** -3.5 * saa - 1.5 * 1.2 ** -2.5 * sac) / 10;
    expect(pooledSkewness(group(mean, 10)).value).toBeCloseTo(0.3 / 1.2 ** 1.5 - skewBias, 10);
  });

  it('are undefined below two networks and for dead neurons', () => {
    const dead = { networks: 5, mean: new Float64Array(5), covariance: new Float64Array(25) };
    for (const estimator of [pooledExcessKurtosis, pooledSkewness]) {
      expect(estimator({ ...group(mean, 1), covariance: undefined }).value).toBeUndefined();
      expect(estimator(dead).value).toBeUndefined();
    }
  });
});

describe('conditionalExcessKurtosis', () => {
  const values = [0.4, 0.9, 1, 1.3, 2.4, 3.1];

  it('is 3 Var K/E[K]² for many networks, with the standard error of its influence function', () => {
    const sums = sumsOf(values, MANY);
    const mean = sums.mean;
    const variance = sums.m2 / MANY;
    const { value, standardError } = conditionalExcessKurtosis(sums);
    expect(value).toBeCloseTo((3 * variance) / mean ** 2, 10);
    const influence = values.map(
      (k) => (3 * ((k - mean) ** 2 - variance)) / mean ** 2 - (6 * variance * (k - mean)) / mean ** 3,
    );
    const spread = influence.reduce((total, x) => total + x * x, 0) / values.length;
    expect((standardError ?? 0) / Math.sqrt(spread / MANY)).toBeCloseTo(1, 9);
  });

  it('does not depend on the scale of K', () => {
    const scaled = conditionalExcessKurtosis(sumsOf(values.map((k) => 4 * k)));
    expect(scaled).toEqual(conditionalExcessKurtosis(sumsOf(values)));
  });

  it('is exactly zero where K does not fluctuate, and undefined below four networks', () => {
    expect(conditionalExcessKurtosis(sumsOf([2, 2, 2, 2]))).toEqual({ value: 0, standardError: 0 });
    expect(conditionalExcessKurtosis(sumsOf([1, 2, 3])).value).toBeUndefined();
  });

  it('removes the leading bias: over all samples of eight from two values it is nearer the truth', () => {
    const truth = (3 * 0.25) / 1.5 ** 2;
    let corrected = 0;
    let plain = 0;
    for (let bits = 0; bits < 256; bits++) {
      const sample = Array.from({ length: 8 }, (_, i) => 1 + ((bits >> i) & 1));
      const sums = sumsOf(sample);
      corrected += (conditionalExcessKurtosis(sums).value ?? 0) / 256;
      plain += (3 * sums.m2) / 7 / sums.mean ** 2 / 256;
    }
    expect(Math.abs(corrected - truth)).toBeLessThan(0.2 * Math.abs(plain - truth));
  });
});

describe('kurtosisDifference', () => {
  it('has the standard error of numerical derivatives', () => {
    // K/q − 1 and its square, with the variance that makes W = v + U².
    const variance = 0.15;
    const mean = [1.2, 5, 0.3, 0.1, variance + 0.01];
    const sums = { networks: MANY, mean: 1.1, m2: variance * MANY, m3: 0, m4: MANY };
    const difference = ([a = 0, b = 0, , u = 0, w = 0]: readonly number[]) =>
      b / a ** 2 - 3 - (3 * (w - u * u)) / (1 + u) ** 2;
    const { value, standardError } = kurtosisDifference(group(mean), sums);
    expect(value).toBeCloseTo(difference(mean), 9);
    expect((standardError ?? 0) / numericalError(difference, mean)).toBeCloseTo(1, 7);
  });
});
