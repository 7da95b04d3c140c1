import { resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { homogeneousRelativeVariance, lengthFluctuations, lengthMoments } from './finite-width-length.ts';
import { uniformSteps } from './network-law.ts';

const of = (activation: string) => resolveActivation({ activation });

describe('finite-width length', () => {
  test('derivatives of the length map are those of the closed form of erf', () => {
    const q = 0.8;
    const closed = (x: number): number => (2 / Math.PI) * Math.asin((2 * x) / (1 + 2 * x));
    const h = 1e-2;
    const slope = (closed(q - 2 * h) - 8 * closed(q - h) + 8 * closed(q + h) - closed(q + 2 * h)) / (12 * h);
    const curvature =
      (-closed(q - 2 * h) + 16 * closed(q - h) - 30 * closed(q) + 16 * closed(q + h) - closed(q + 2 * h)) /
      (12 * h * h);
    const moments = lengthMoments(of('erf'), q);
    expect(moments.mean).toBeCloseTo(closed(q), 13);
    expect(moments.slope).toBeCloseTo(slope, 7);
    expect(moments.curvature).toBeCloseTo(curvature, 7);
  });

  test('a linear network has no shift, and a relative variance of 2 per layer', () => {
    const layers = lengthFluctuations(of('linear'), uniformSteps({ sigmaW: 1, sigmaB: 0 }, 6), 1.7);
    layers.forEach(({ length, shift, variance }, index) => {
      expect(length).toBeCloseTo(1.7, 13);
      expect(shift).toBe(0);
      expect(variance / length ** 2).toBeCloseTo(2 * index, 12);
    });
  });

  test('quadrature gives a linear network what its exact law gives', () => {
    const { homogeneousVariance, ...open } = of('linear');
    const steps = uniformSteps({ sigmaW: 1.1, sigmaB: 0.4 }, 6);
    const quadrature = lengthFluctuations(open, steps, 1.7);
    const exact = lengthFluctuations(of('linear'), steps, 1.7);
    expect(homogeneousVariance).toBe(2);
    quadrature.forEach(({ shift, variance }, index) => {
      expect(Math.abs(shift)).toBeLessThan(1e-12);
      expect(variance).toBeCloseTo(exact[index]?.variance ?? Number.NaN, 11);
    });
  });

  test('without biases relu has kurtosis 3(∏(1 + 5/N) − 1) and linear 3(∏(1 + 2/N) − 1)', () => {
    for (const [name, c] of [
      ['relu', 5],
      ['linear', 2],
    ] as const) {
      for (const width of [8, 64]) {
        const options = { firstLength: 0.7, width };
        const relative = homogeneousRelativeVariance(
          of(name),
          uniformSteps({ sigmaW: 1.3, sigmaB: 0 }, 5),
          options,
        );
        relative.forEach((value, index) => {
          expect(3 * value).toBeCloseTo(3 * ((1 + c / width) ** index - 1), 12);
        });
      }
    }
    const one = homogeneousRelativeVariance(of('relu'), uniformSteps({ sigmaW: 1, sigmaB: 0 }, 4), {
      firstLength: 1,
      width: 16,
    });
    expect(3 * one[1]!).toBeCloseTo(0.9375, 13);
    expect(3 * one[3]!).toBeCloseTo(3.78296, 5);
  });

  test('the exact law of relu with biases tends to the first-order one', () => {
    const steps = uniformSteps({ sigmaW: 1.2, sigmaB: 0.5 }, 6);
    const width = 1e7;
    const exact = homogeneousRelativeVariance(of('relu'), steps, { firstLength: 2, width });
    lengthFluctuations(of('relu'), steps, 2).forEach(({ length, variance }, index) => {
      expect(width * exact[index]!).toBeCloseTo(variance / length ** 2, 4);
    });
  });

  test('layers 1 and 2 have no shift for any φ, and layer 1 no variance', () => {
    const layers = lengthFluctuations(of('gelu'), uniformSteps({ sigmaW: 1.5, sigmaB: 0.3 }, 3), 1);
    expect(layers[0]?.variance).toBe(0);
    expect(layers[1]?.shift).toBe(0);
    expect(layers[1]?.variance).toBeGreaterThan(0);
    expect(layers[2]?.shift).not.toBe(0);
  });

  test('a φ with a kink that is not homogeneous is refused', () => {
    const kinked = {
      name: 'kinked',
      phi: Math.abs,
      dphi: Math.sign,
      isSmooth: false,
      meanProduct: (q: number) => q,
    };
    expect(() => lengthFluctuations(kinked, uniformSteps({ sigmaW: 1, sigmaB: 0 }, 3), 1)).toThrow(
      RangeError,
    );
  });
});
