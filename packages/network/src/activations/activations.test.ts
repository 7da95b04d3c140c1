import { describe, expect, it } from 'vitest';
import type { Activation } from './activation.ts';
import { activations, resolveActivation } from './registry.ts';

/** φ with a value for each parameter it takes. */
const registered: readonly (readonly [string, Activation])[] = Object.entries(activations).flatMap(
  ([activation, { parameters }]): (readonly [string, Activation])[] =>
    parameters.length === 0
      ? [[activation, resolveActivation({ activation })]]
      : [0.1, -0.5, 0].map((negativeSlope) => [
          `${activation} ${negativeSlope}`,
          resolveActivation({ activation, negativeSlope }),
        ]),
);
const withClosedForms = registered.filter(([, { meanProduct }]) => meanProduct !== undefined);
const homogeneous = registered.filter(([, { homogeneousVariance }]) => homogeneousVariance !== undefined);

const points = Array.from({ length: 161 }, (_, i) => (i - 80) / 8 + 1 / 64);

/**
 * E[f(z_a) f(z_b)] by two nested midpoint sums: z_a = √q_a u, z_b = (q_ab/√q_a) u + √(q_b − q_ab²/q_a) v. Exponentially
 * accurate for smooth f; for f with a kink the midpoint rule converges as the square of the step.
 */
function meanProductByQuadrature(f: (z: number) => number, qa: number, qb: number, qab: number): number {
  const step = 1 / 16;
  const slope = qab / Math.sqrt(qa);
  const rest = Math.sqrt(Math.max(0, qb - (qab * qab) / qa));
  const nodes = Array.from({ length: 288 }, (_, i) => (i - 143.5) * step);
  const weights = nodes.map((u) => (step / Math.sqrt(2 * Math.PI)) * Math.exp(-0.5 * u * u));
  const root = Math.sqrt(qa);
  let sum = 0;
  nodes.forEach((u, i) => {
    let inner = 0;
    nodes.forEach((v, j) => {
      inner += weights[j]! * f(slope * u + rest * v);
    });
    sum += weights[i]! * f(root * u) * inner;
  });
  return sum;
}

const covariances: readonly (readonly [number, number, number])[] = [
  [1, 1, 0.6],
  [0.4, 1.7, -0.5],
  [2, 0.3, 0.1],
];

/** Largest errors of the closed forms of smooth φ. */
const worst = { product: 0, slope: 0 };

describe.each(registered)('%s', (_name, activation) => {
  it('has φ′ equal to the central difference of φ away from its kink', () => {
    const h = 2 ** -17;
    for (const z of points) {
      const difference = (activation.phi(z + h) - activation.phi(z - h)) / (2 * h);
      // Truncation is h²φ‴/6 ≤ 2e-11, rounding 2⁻⁵²·|φ|/h ≤ 4e-10 for |φ| ≤ 10.
      expect(Math.abs(activation.dphi(z) - difference)).toBeLessThan(5e-10);
    }
  });

  it('is finite at the ends of the float64 range of exponentials', () => {
    for (const z of [-1e4, -745, -40, 0, 40, 745, 1e4]) {
      expect(Number.isFinite(activation.phi(z))).toBe(true);
      expect(Number.isFinite(activation.dphi(z))).toBe(true);
    }
  });
});

describe.each(withClosedForms)('%s', (_name, activation) => {
  it('has closed-form expectations that agree with quadrature', () => {
    // Midpoint rule: exponential for smooth φ; a kink costs about h²/8 = 4.9e-4, a step in φ′ h/2 = 3.1e-2.
    const tolerance = activation.isSmooth ? [1e-13, 1e-13] : [5e-4, 3.2e-2];
    for (const [qa, qb, qab] of covariances) {
      const value = activation.meanProduct?.(qa, qb, qab);
      const slope = activation.meanProductDphi?.(qa, qb, qab);
      const errors = [
        Math.abs((value ?? Number.NaN) - meanProductByQuadrature(activation.phi, qa, qb, qab)),
        Math.abs((slope ?? Number.NaN) - meanProductByQuadrature(activation.dphi, qa, qb, qab)),
      ] as const;
      expect(errors[0]).toBeLessThan(tolerance[0]!);
      expect(errors[1]).toBeLessThan(tolerance[1]!);
      if (!activation.isSmooth) continue;
      worst.product = Math.max(worst.product, errors[0]);
      worst.slope = Math.max(worst.slope, errors[1]);
    }
  });

  it('has E[φ′φ′] equal to the derivative of E[φφ] with the covariance', () => {
    // Price's theorem, for every covariance; central difference in q_ab with error h²/6 of the third derivative.
    const h = 1e-5;
    for (const [qa, qb, qab] of covariances) {
      const mean = activation.meanProduct ?? (() => Number.NaN);
      const difference = (mean(qa, qb, qab + h) - mean(qa, qb, qab - h)) / (2 * h);
      expect(Math.abs((activation.meanProductDphi?.(qa, qb, qab) ?? Number.NaN) - difference)).toBeLessThan(
        1e-9,
      );
    }
  });

  it('keeps 1 − c near correlation one', () => {
    // E[φφ] at c = 1 minus at c = 1 − ε is q E[φ′²] ε to first order, for smooth φ to O(ε²), with a kink O(ε^{3/2}).
    const mean = activation.meanProduct ?? (() => Number.NaN);
    const slope = activation.meanProductDphi?.(1, 1, 1) ?? Number.NaN;
    for (const epsilon of [2 ** -20, 2 ** -30]) {
      const lost = mean(1, 1, 1) - mean(1, 1, 1 - epsilon);
      expect(Math.abs(lost / epsilon - slope)).toBeLessThan(3 * Math.sqrt(epsilon) + 2 ** -50 / epsilon);
    }
  });
});

it('closed forms of smooth activations err by rounding', async ({ annotate }) => {
  const names = withClosedForms.filter(([, { isSmooth }]) => isSmooth).map(([name]) => name);
  for (const [quantity, error] of [
    ['E[φφ]', worst.product],
    ['E[φ′φ′]', worst.slope],
  ] as const) {
    expect(error).toBeLessThan(1e-13);
    await annotate(
      `closed form of ${quantity}: ${names.join(', ')} | quadrature of the plane | three covariances, variances 0.3 to 2 | ${error.toExponential(1)} absolute | closed forms in the docstrings`,
      'accuracy',
    );
  }
});

describe.each(homogeneous)('%s', (_name, activation) => {
  it('is positively homogeneous with the stated relative variance', () => {
    for (const z of points)
      expect(Math.abs(activation.phi(3 * z) - 3 * activation.phi(z))).toBeLessThan(1e-14 * 33);
    const half = (power: number) => (activation.phi(1) ** power + activation.phi(-1) ** power) / 2; // E φ(u)^p over E u^p, p even
    expect(activation.homogeneousVariance).toBeCloseTo((3 * half(4)) / half(2) ** 2 - 1, 13);
  });
});

describe('the registry', () => {
  it('stores each activation under its own name, in alphabetical order', () => {
    const names = Object.keys(activations);
    expect(names).toEqual([...names].sort());
    expect([...new Set(registered.map(([, { name }]) => name))]).toEqual(names);
  });

  it('names the nearest activation when asked for an unknown one', () => {
    expect(() => resolveActivation({ activation: 'tahn' })).toThrow(
      'SPEC_UNKNOWN_NAME: activation "tahn" is not registered. Did you mean "tanh"? Registered: erf, gelu,',
    );
    expect(() => resolveActivation({ activation: 'constructor' })).toThrow('is not registered. Registered:');
  });

  it('refuses a slope where none belongs and a missing one where it does', () => {
    expect(() => resolveActivation({ activation: 'tanh', negativeSlope: 0.1 })).toThrow(
      'takes no negativeSlope',
    );
    expect(() => resolveActivation({ activation: 'leaky-relu' })).toThrow('negativeSlope must be finite');
  });
});

describe('known values', () => {
  it('gives relu the arc-cosine limits: 1/2 at c = 1, 1/(2π) at c = 0, 0 at c = −1', () => {
    const { meanProduct, meanProductDphi } = resolveActivation({ activation: 'relu' });
    expect(meanProduct?.(2, 2, 2)).toBe(1);
    expect(meanProduct?.(1, 1, 0)).toBeCloseTo(1 / (2 * Math.PI), 15);
    expect(meanProduct?.(1, 1, -1)).toBe(0);
    expect(meanProductDphi?.(1, 1, 1)).toBe(0.5);
    expect(meanProductDphi?.(1, 1, 0)).toBeCloseTo(0.25, 15);
    expect(meanProductDphi?.(0, 1, 0)).toBe(0.25);
    expect(resolveActivation({ activation: 'relu' }).homogeneousVariance).toBe(5);
  });

  it('keeps the relative precision of φ′ in the tails, where 1 − φ² cancels', () => {
    const tail = (activation: string, z: number) => resolveActivation({ activation }).dphi(z);
    expect(tail('tanh', 30) / (4 * Math.exp(-60))).toBeCloseTo(1, 14);
    expect(tail('sigmoid', 60) / Math.exp(-60)).toBeCloseTo(1, 14);
    expect(resolveActivation({ activation: 'gelu' }).phi(-12) / (-12 * 1.776482112077679e-33)).toBeCloseTo(
      1,
      12,
    );
  });
});
