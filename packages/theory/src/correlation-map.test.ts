import { type Activation, resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { chi1 } from './chi1.ts';
import { correlationMap, meanSquaredDifference } from './correlation-map.ts';
import { fixedPointLength } from './fixed-point.ts';
import { largestError } from './largest-error.fixture.ts';
import { overlapOf } from './pair.ts';

const of = (activation: string) => resolveActivation({ activation });
const closedDifference = (activation: Activation, qa: number, qb: number, qab: number): number => {
  const product = activation.meanProduct;
  if (product === undefined) throw new Error('no closed form');
  return product(qa, qa, qa) + product(qb, qb, qb) - 2 * product(qa, qb, qab);
};

describe('correlation map', () => {
  test('the mean squared difference equals its closed form away from correlation one', async ({
    annotate,
  }) => {
    const worst = largestError();
    for (const name of ['erf', 'sin', 'linear', 'relu']) {
      for (const [lengthA, lengthB, decorrelation] of [
        [1, 1, 0.4],
        [1, 1.3, 0.5],
        [4, 4, 1.9],
        [10, 10, 1],
        [0.2, 3, 0.1],
      ] as const) {
        const kernel = { lengthA, lengthB, decorrelation };
        const closed = closedDifference(of(name), lengthA, lengthB, overlapOf(kernel));
        expect(worst.of(Math.abs(meanSquaredDifference(of(name), kernel) / closed - 1))).toBeLessThan(1e-12);
      }
    }
    await annotate(
      `mean squared difference of two inputs | closed forms of erf, sin, linear, relu | lengths 0.2 to 10, 0.1 ≤ 1 − c ≤ 1.9 | ${worst} relative | Poole et al. 2016`,
      'accuracy',
    );
  });

  test('a small decorrelation grows by χ₁ to relative accuracy, down to 1 − c = 1e-14', () => {
    for (const name of ['tanh', 'erf', 'gelu', 'sigmoid']) {
      const scales = { sigmaW: 1.2, sigmaB: 0.3 };
      const qStar = fixedPointLength(of(name), scales, 1) ?? 0;
      for (const decorrelation of [1e-8, 1e-11, 1e-14]) {
        const next = correlationMap(of(name), scales, { lengthA: qStar, lengthB: qStar, decorrelation });
        const growth = next.decorrelation / decorrelation / chi1(of(name), { sigmaW: 1.2, qStar });
        expect(Math.abs(growth - 1)).toBeLessThan(100 * decorrelation + 1e-11);
      }
    }
  });

  test('a small decorrelation of relu follows (1 − c′) = (1 − c) − (2√2/3π)(1 − c)^{3/2}', () => {
    for (const decorrelation of [1e-6, 1e-10]) {
      const next = correlationMap(
        of('relu'),
        { sigmaW: Math.SQRT2, sigmaB: 0 },
        { lengthA: 1, lengthB: 1, decorrelation },
      );
      const loss = (decorrelation - next.decorrelation) / decorrelation ** 1.5;
      expect(loss).toBeCloseTo((2 * Math.SQRT2) / (3 * Math.PI), 4);
    }
  });

  test('equal inputs stay equal', () => {
    const same = { lengthA: 0.9, lengthB: 0.9, decorrelation: 0 };
    expect(correlationMap(of('tanh'), { sigmaW: 2, sigmaB: 0.1 }, same).decorrelation).toBe(0);
  });

  test('exchanging the inputs exchanges their lengths and nothing else', () => {
    const scales = { sigmaW: 1.5, sigmaB: 0.3 };
    const there = correlationMap(of('silu'), scales, { lengthA: 0.4, lengthB: 1.7, decorrelation: 0.3 });
    const back = correlationMap(of('silu'), scales, { lengthA: 1.7, lengthB: 0.4, decorrelation: 0.3 });
    expect(back.lengthA).toBe(there.lengthB);
    expect(back.decorrelation).toBeCloseTo(there.decorrelation, 13);
  });
});
