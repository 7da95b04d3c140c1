import { describe, expect, it } from 'vitest';
import { gaussianExpectation, gaussianPairExpectation } from './gaussian-expectation.ts';
import { erf } from './special/erf.ts';

const relative = (value: number, reference: number) => Math.abs(value / reference - 1);

const TANH_SQUARED = [
  [0.1, 0.08421392842110724],
  [1.0, 0.3942944903978412],
  [2.0, 0.5199757456639487],
  [10.0, 0.7572662769213183],
] as const;

describe('gaussianExpectation', () => {
  it('equals the even moments q^k (2k − 1)!! to tenth order', () => {
    let moment = 1;
    for (let k = 1; k <= 5; k++) {
      moment *= 2.3 * (2 * k - 1);
      expect(
        relative(
          gaussianExpectation((z) => z ** (2 * k), 2.3),
          moment,
        ),
      ).toBeLessThan(1e-14);
    }
    expect(gaussianExpectation(() => 1, 1)).toBeCloseTo(1, 15);
  });

  it('equals the closed form of E erf² up to variance 10', () => {
    for (const q of [0.01, 1, 10]) {
      const exact = (2 / Math.PI) * Math.asin((2 * q) / (1 + 2 * q));
      expect(
        relative(
          gaussianExpectation((z) => erf(z) ** 2, q),
          exact,
        ),
      ).toBeLessThan(1e-13);
    }
  });

  // mpmath 1.4.1, adaptive quadrature at 30 digits.
  it('equals reference values of E tanh²', () => {
    for (const [q, reference] of TANH_SQUARED) {
      expect(
        relative(
          gaussianExpectation((z) => Math.tanh(z) ** 2, q),
          reference,
        ),
      ).toBeLessThan(2e-14);
    }
  });

  it('is f(0) at variance 0 and refuses negative or infinite variances', () => {
    expect(gaussianExpectation((z) => z + 3, 0)).toBeCloseTo(3, 14);
    expect(() => gaussianExpectation(Math.sin, -1)).toThrow(RangeError);
    expect(() => gaussianExpectation(Math.sin, Number.POSITIVE_INFINITY)).toThrow(RangeError);
  });

  it('takes a coarser grid when asked, at a visible cost', () => {
    const coarse = gaussianExpectation((z) => z ** 4, 1, { step: 2, limit: 12 });
    expect(relative(coarse, 3)).toBeGreaterThan(1e-3);
    expect(() => gaussianExpectation(Math.sin, 1, { step: 0, limit: 12 })).toThrow(RangeError);
  });
});

describe('gaussianPairExpectation', () => {
  it('equals the arcsine law of two erf', () => {
    for (const [qa, qb, qab] of [
      [1, 1, 0.5],
      [0.3, 1.7, -0.6],
      [2, 2, 2],
      [1, 1, -1],
    ] as const) {
      const exact = (2 / Math.PI) * Math.asin((2 * qab) / Math.sqrt((1 + 2 * qa) * (1 + 2 * qb)));
      const found = gaussianPairExpectation((a, b) => erf(a) * erf(b), { qa, qb, qab });
      expect(relative(found, exact)).toBeLessThan(1e-13);
    }
  });

  it('equals E z_a² z_b² = q_a q_b + 2 q_ab², and reduces to one normal at full correlation', () => {
    const covariance = { qa: 1.4, qb: 0.6, qab: 0.5 };
    const found = gaussianPairExpectation((a, b) => a * a * b * b, covariance);
    expect(relative(found, 1.4 * 0.6 + 2 * 0.25)).toBeLessThan(1e-13);
    const same = gaussianPairExpectation((a, b) => Math.tanh(a) * Math.tanh(b), { qa: 1, qb: 1, qab: 1 });
    expect(
      relative(
        same,
        gaussianExpectation((z) => Math.tanh(z) ** 2, 1),
      ),
    ).toBeLessThan(1e-13);
    const wide = gaussianPairExpectation((a, b) => Math.tanh(a) * Math.tanh(b), { qa: 10, qb: 10, qab: 10 });
    expect(
      relative(
        wide,
        gaussianExpectation((z) => Math.tanh(z) ** 2, 10),
      ),
    ).toBeLessThan(1e-9);
  });

  it('treats a vanishing variance as a constant zero', () => {
    expect(gaussianPairExpectation((a, b) => a + b * b, { qa: 0, qb: 2, qab: 0 })).toBeCloseTo(2, 13);
  });

  it('refuses covariances beyond Cauchy–Schwarz', () => {
    expect(() => gaussianPairExpectation((a) => a, { qa: 1, qb: 1, qab: 1.001 })).toThrow(RangeError);
  });
});
