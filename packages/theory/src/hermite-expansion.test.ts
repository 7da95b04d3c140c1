import { resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { meanSquaredDphi, meanSquaredPhi } from './expectations.ts';
import { expandedDifference, expandedSlopeProduct, hermiteExpansion } from './hermite-expansion.ts';
import { increment } from './increment.ts';
import type { PairKernel } from './pair.ts';
import { pairDerivatives } from './pair-derivatives.ts';
import { pairExpectation } from './pair-expectation.ts';

const of = (activation: string) => resolveActivation({ activation });
const SMOOTH = ['tanh', 'erf', 'gelu', 'sigmoid', 'silu', 'sin'];
const KERNELS: readonly PairKernel[] = [
  { lengthA: 1, lengthB: 1, decorrelation: 0.3 },
  { lengthA: 0.05, lengthB: 2, decorrelation: 1.4 },
  { lengthA: 0.8, lengthB: 0.9, decorrelation: 1e-3 },
  { lengthA: 3, lengthB: 3, decorrelation: 1e-12 },
  { lengthA: 10, lengthB: 9, decorrelation: 0.7 },
];
const expansions = (
  name: string,
  { lengthA, lengthB }: PairKernel,
): readonly [Float64Array, Float64Array] => {
  const [first, second] = [lengthA, lengthB].map((q) => hermiteExpansion(of(name), q));
  if (first === undefined || second === undefined) throw new Error(`no expansion of ${name}`);
  return [first, second];
};

describe('Hermite expansion', () => {
  for (const name of SMOOTH) {
    test(`${name}: mean squared differences and mean products of slopes agree with sums over the plane to 1e-12`, () => {
      for (const kernel of KERNELS) {
        const [first, second] = expansions(name, kernel);
        const { lengthA, lengthB, decorrelation } = kernel;
        const difference = pairExpectation(kernel, (m, w) => increment(of(name), m, w) ** 2);
        expect(Math.abs(expandedDifference(first, second, decorrelation) / difference - 1)).toBeLessThan(
          1e-12,
        );
        const { dphi } = of(name);
        const slopes = pairExpectation(kernel, (m, w) => dphi(m + w / 2) * dphi(m - w / 2));
        const expanded =
          expandedSlopeProduct(first, second, 1 - decorrelation) / Math.sqrt(lengthA * lengthB);
        expect(Math.abs(expanded - slopes)).toBeLessThan(1e-12 * meanSquaredDphi(of(name), lengthA));
      }
    });
  }

  test('squares of the coefficients sum to E φ²', () => {
    for (const name of SMOOTH) {
      for (const q of [1e-6, 0.3, 4]) {
        const squares = hermiteExpansion(of(name), q)?.reduce((sum, alpha) => sum + alpha * alpha, 0);
        expect(Math.abs((squares ?? 0) / meanSquaredPhi(of(name), q) - 1)).toBeLessThan(1e-12);
      }
    }
  });

  test('a length beyond its range has none, and an evicted one is the same when asked again', () => {
    expect(hermiteExpansion(of('tanh'), 100)).toBeUndefined();
    const before = hermiteExpansion(of('tanh'), 0.011);
    for (let i = 0; i < 520; i += 1) hermiteExpansion(of('tanh'), 0.01 + 1e-9 * i);
    expect(hermiteExpansion(of('tanh'), 0.011)).toEqual(before);
  });
});

describe('folded sums of the plane', () => {
  test('lengths that differ in the last digits give the derivatives of equal ones, for φ odd and not', () => {
    for (const name of ['tanh', 'gelu']) {
      for (const decorrelation of [0.4, 1e-4]) {
        const covariance = Float64Array.of(0.5, 0.1, 0.2, 0.1, 0.4, 0.05, 0.2, 0.05, 0.6);
        const shift = new Float64Array(3);
        const [equal, unequal] = [1, 1 + 2 ** -40].map((lengthB) =>
          pairDerivatives(of(name), { kernel: { lengthA: 1, lengthB, decorrelation }, shift, covariance }),
        );
        for (const key of ['jacobian', 'curvature', 'noise'] as const) {
          equal?.[key].forEach((value, at) => {
            expect(Math.abs(value - (unequal?.[key][at] ?? Number.NaN)), `${name} ${key} ${at}`).toBeLessThan(
              1e-8,
            );
          });
        }
      }
    }
  });
});
