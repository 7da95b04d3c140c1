import type { GroupView } from '@widthwise/stats';
import { describe, expect, it } from 'vitest';
import { accumulate, estimateAt } from '../accumulate.fixture.ts';
import type { NetworkFeatures } from '../features.ts';
import { pairEstimates } from './correlation.ts';
import { overlaps } from './index.ts';

const SHAPE = { widths: [8], depth: 1, inputs: 2 };

function featuresOf(qa: number, qb: number, qab: number): NetworkFeatures {
  const none = new Float64Array(0);
  return {
    ...SHAPE,
    request: { probedInputs: 0, neurons: 0, pitBins: 0, pushforwardSamples: 0 },
    pitScales: none,
    gram: Float64Array.of(qa, qab, qab, qb),
    kernel: none,
    powerSums: none,
    neurons: none,
    pitCounts: new Int32Array(0),
    pushforward: none,
    tangentNorms: none,
    jacobianGains: none,
    ntk: none,
    singularValues: none,
  };
}

const estimatesOf = (networks: readonly NetworkFeatures[]) =>
  overlaps.estimate(accumulate(overlaps, SHAPE, networks), SHAPE, {}).estimates;

describe('overlaps', () => {
  it('estimate means over networks, and the correlation of the means', () => {
    const estimates = estimatesOf([featuresOf(1, 2, 0.5), featuresOf(3, 2, 1.1)]);
    expect(estimateAt(estimates, 'length', 1)).toMatchObject({ value: 2, standardError: 1, networks: 2 });
    expect(estimateAt(estimates, 'overlap', 1).value).toBeCloseTo(0.8, 15);
    expect(estimateAt(estimates, 'overlap', 1).standardError).toBeCloseTo(0.3, 15);
    expect(estimateAt(estimates, 'correlation', 1).value).toBeCloseTo(0.4, 15);
    expect(estimateAt(estimates, 'decorrelation', 1).value).toBeCloseTo(0.6, 15);
  });

  it('keep 1 − c to 1e-15 where the correlation tends to 1', () => {
    for (const decorrelation of [1e-3, 1e-8, 1e-12]) {
      const networks = [1, 2, 0.7].map((q) => featuresOf(q, q, q * (1 - decorrelation)));
      const { value, standardError } = estimateAt(estimatesOf(networks), 'decorrelation', 1);
      expect(Math.abs((value ?? 0) - decorrelation)).toBeLessThan(1e-15);
      // The lengths fluctuate and the correlation does not: what is left is the root of a cancelled variance, or the
      // rounding of 1 − c itself.
      expect(standardError).toBeLessThan(Math.max(1e-7 * decorrelation, 2 ** -52));
    }
  });

  it('have no correlation where a length is zero', () => {
    const estimates = estimatesOf([featuresOf(0, 1, 0), featuresOf(0, 1, 0)]);
    expect(estimateAt(estimates, 'overlap', 1).value).toBe(0);
    expect(estimateAt(estimates, 'correlation', 1).value).toBeUndefined();
  });
});

describe('pairEstimates', () => {
  const covariance = Float64Array.of(0.3, 0.1, 0.05, 0.1, 0.4, -0.02, 0.05, -0.02, 0.2);
  const group = (qa: number, qb: number, d: number): GroupView => ({
    networks: 50,
    mean: Float64Array.of(qa, qb, d),
    covariance,
  });

  it('has the standard error of numerical derivatives', () => {
    const at = [1.3, 0.4, 0.9] as const;
    const decorrelation = (shift: readonly number[]) =>
      pairEstimates(group(at[0] + shift[0]!, at[1] + shift[1]!, at[2] + shift[2]!)).decorrelation.value ?? 0;
    const h = 1e-5;
    const gradient = [0, 1, 2].map((k) => {
      const shift = [0, 1, 2].map((j) => (j === k ? h : 0));
      return (decorrelation(shift) - decorrelation(shift.map((x) => -x))) / (2 * h);
    });
    let variance = 0;
    for (let i = 0; i < 3; i++) {
      for (let j = 0; j < 3; j++) variance += gradient[i]! * gradient[j]! * covariance[3 * i + j]!;
    }
    const found = pairEstimates(group(...at)).decorrelation.standardError ?? 0;
    expect(found / Math.sqrt(variance / 50)).toBeCloseTo(1, 8);
  });

  it('is 1 − q_ab/√(q_a q_b) for unequal lengths', () => {
    const { decorrelation, correlation } = pairEstimates(group(4, 1, 5 - 2 * 1.2));
    expect(decorrelation.value).toBeCloseTo(0.4, 15);
    expect(correlation.value).toBeCloseTo(0.6, 15);
  });
});
