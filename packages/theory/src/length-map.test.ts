import { activations, resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { largestError } from './largest-error.fixture.ts';
import { lengthMap, lengthMapSlope, lengthTrajectory } from './length-map.ts';

const of = (activation: string) =>
  resolveActivation({ activation, ...(activation === 'leaky-relu' ? { negativeSlope: 0.2 } : {}) });

describe('length map', () => {
  test('relu, linear and erf have their closed forms', () => {
    expect(lengthMap(of('relu'), { sigmaW: 1, sigmaB: 0.5 }, 3)).toBe(1.75);
    expect(lengthMap(of('linear'), { sigmaW: 2, sigmaB: 1 }, 3)).toBe(13);
    const q = 0.7;
    const erf = 1.5 * (2 / Math.PI) * Math.asin((2 * q) / (1 + 2 * q)) + 0.1;
    expect(lengthMap(of('erf'), { sigmaW: Math.sqrt(1.5), sigmaB: Math.sqrt(0.1) }, q)).toBeCloseTo(erf, 14);
  });

  test('quadrature equals the closed form of erf and sin to 1e-13', async ({ annotate }) => {
    const worst = largestError();
    for (const name of ['erf', 'sin']) {
      const { meanProduct, ...open } = of(name);
      for (const q of [0.01, 0.5, 2, 10]) {
        const closed = lengthMap(
          { ...open, ...(meanProduct ? { meanProduct } : {}) },
          { sigmaW: 1, sigmaB: 0 },
          q,
        );
        const quadrature = lengthMap(open, { sigmaW: 1, sigmaB: 0 }, q);
        expect(worst.of(Math.abs(quadrature / closed - 1))).toBeLessThan(1e-13);
      }
    }
    await annotate(
      `length map by quadrature | closed forms of erf and sin | 0.01 ≤ q ≤ 10 | ${worst} relative | Poole et al. 2016`,
      'accuracy',
    );
  });

  test('slope is the derivative of the map for every activation', () => {
    for (const name of Object.keys(activations)) {
      const scales = { sigmaW: 1.3, sigmaB: 0.2 };
      for (const q of [0.3, 1, 4]) {
        const h = 1e-4 * q;
        const difference =
          (8 * (lengthMap(of(name), scales, q + h) - lengthMap(of(name), scales, q - h)) -
            (lengthMap(of(name), scales, q + 2 * h) - lengthMap(of(name), scales, q - 2 * h))) /
          (12 * h);
        expect(lengthMapSlope(of(name), scales, q)).toBeCloseTo(difference, 9);
      }
    }
  });

  test('slope at length zero is sigma_w² φ′(0)² where φ vanishes at zero, and has no value elsewhere', () => {
    expect(lengthMapSlope(of('tanh'), { sigmaW: 2, sigmaB: 0 }, 0)).toBe(4);
    expect(lengthMapSlope(of('sigmoid'), { sigmaW: 2, sigmaB: 0 }, 0)).toBeUndefined();
  });

  test('lengths that leave float64 stay infinite', () => {
    const lengths = lengthTrajectory(of('relu'), { sigmaW: 1e100, sigmaB: 0 }, 1, 5);
    expect([...lengths.slice(2)]).toEqual([Infinity, Infinity, Infinity]);
  });

  test('arguments outside the domain are refused', () => {
    expect(() => lengthMap(of('tanh'), { sigmaW: 0, sigmaB: 0 }, 1)).toThrow(RangeError);
    expect(() => lengthMap(of('tanh'), { sigmaW: 1, sigmaB: -1 }, 1)).toThrow(RangeError);
    expect(() => lengthMap(of('tanh'), { sigmaW: 1, sigmaB: 0 }, -1)).toThrow(RangeError);
    expect(() => lengthTrajectory(of('tanh'), { sigmaW: 1, sigmaB: 0 }, 1, 0)).toThrow(RangeError);
  });
});
