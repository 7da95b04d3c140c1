import { type Activation, resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { correlationMap } from './correlation-map.ts';
import { homogeneousRelativeVariance } from './finite-width-length.ts';
import { pairFluctuations } from './finite-width-pair.ts';
import { uniformSteps } from './network-law.ts';
import { overlapOf, type PairKernel, pairKernel } from './pair.ts';
import { pairDerivatives } from './pair-derivatives.ts';
import { homogeneousPairDerivatives } from './pair-derivatives-homogeneous.ts';
import { deterministicPair, pairCorrection } from './pair-fluctuation.ts';

const KERNEL: PairKernel = { lengthA: 1.3, lengthB: 0.8, decorrelation: 0.35 };
const relu = resolveActivation({ activation: 'relu' });
const leaky = resolveActivation({ activation: 'leaky-relu', negativeSlope: 0.3 });

describe('pairs of a homogeneous φ', () => {
  test('a linear φ has the derivatives that quadrature over the plane gives it', () => {
    const linear = resolveActivation({ activation: 'linear' });
    const state = {
      ...deterministicPair(KERNEL),
      covariance: Float64Array.of(2, 0.3, 0.5, 0.3, 1.5, -0.2, 0.5, -0.2, 2.2),
    };
    const plane = pairDerivatives(linear, state);
    const polar = homogeneousPairDerivatives(linear, state);
    for (const part of ['jacobian', 'curvature', 'noise'] as const) {
      plane[part].forEach((value, at) => {
        expect(polar[part][at], `${part} ${at}`).toBeCloseTo(value, 9);
      });
    }
  });

  test('layer 2 has the covariances of four postactivations: E φ_a² φ_b² = q_a q_b J₂/2π for relu', () => {
    const [, second] = pairFluctuations(
      relu,
      uniformSteps({ sigmaW: 1, sigmaB: 0.7 }, 2),
      deterministicPair(KERNEL),
    );
    if (second === undefined) throw new Error('no layer');
    const { shift, covariance } = pairCorrection(second);
    const theta = Math.acos(1 - KERNEL.decorrelation);
    const j2 = 3 * Math.sin(theta) * Math.cos(theta) + (Math.PI - theta) * (1 + 2 * Math.cos(theta) ** 2);
    const [qa, qb] = [KERNEL.lengthA, KERNEL.lengthB];
    const squares = (qa * qb * j2) / (2 * Math.PI);
    const product = relu.meanProduct?.(qa, qb, overlapOf(KERNEL)) ?? Number.NaN;
    expect(covariance[2]).toBeCloseTo(squares - (qa * qb) / 4, 12);
    expect(covariance[4]).toBeCloseTo(squares - product * product, 12);
    expect(covariance[0]).toBeCloseTo((5 / 4) * qa * qa, 12);
    for (const value of shift) expect(Math.abs(value)).toBeLessThan(1e-12);
  });

  test('each input of a pair has the exact law of one input alone, and no shift', () => {
    for (const activation of [relu, leaky]) {
      const steps = uniformSteps({ sigmaW: 1.4, sigmaB: 0.3 }, 6);
      const width = 1e8;
      const alone = homogeneousRelativeVariance(activation, steps, { firstLength: KERNEL.lengthA, width });
      pairFluctuations(activation, steps, deterministicPair(KERNEL)).forEach((state, index) => {
        const { shift, covariance } = pairCorrection(state);
        expect(Math.abs(shift[0]!)).toBeLessThan(1e-11);
        expect(covariance[0]! / state.kernel.lengthA ** 2).toBeCloseTo(width * alone[index]!, 5);
      });
    }
  });

  test('the mean of layer 3 bends as second differences of the map of layer 2 do', () => {
    const steps = uniformSteps({ sigmaW: 1.2, sigmaB: 0.2 }, 3);
    const [, second, third] = pairFluctuations(relu, steps, deterministicPair(KERNEL));
    if (second === undefined || third === undefined) throw new Error('no layers');
    const { covariance } = pairCorrection(second);
    const { lengthA, lengthB } = second.kernel;
    const centre = [lengthA, overlapOf(second.kernel), lengthB];
    const image = (moves: readonly number[]): number => {
      const [qa = 0, qab = 0, qb = 0] = centre.map((value, i) => value + (moves[i] ?? 0));
      return overlapOf(correlationMap(relu, { sigmaW: 1.2, sigmaB: 0.2 }, pairKernel(qa, qb, qab)));
    };
    const h = 1e-3;
    const at = (i: number, s: number, j: number, t: number): number =>
      image([0, 1, 2].map((k) => h * ((k === i ? s : 0) + (k === j ? t : 0))));
    let bend = 0;
    for (let i = 0; i < 3; i += 1) {
      for (let j = 0; j < 3; j += 1) {
        const second = at(i, 1, j, 1) - at(i, 1, j, -1) - at(i, -1, j, 1) + at(i, -1, j, -1);
        bend += (covariance[3 * i + j]! * second) / (8 * h * h);
      }
    }
    expect(pairCorrection(third).shift[1]).toBeCloseTo(bend, 5);
    expect(Math.abs(bend)).toBeGreaterThan(0.01);
  });

  test('relative corrections to a small decorrelation depend on it as its root, which is small', () => {
    const at = (activation: Activation, decorrelation: number) =>
      pairFluctuations(
        activation,
        uniformSteps({ sigmaW: Math.SQRT2, sigmaB: 0 }, 4),
        deterministicPair({ lengthA: 0.5, lengthB: 0.5, decorrelation }),
      )[3];
    const [large, small] = [at(leaky, 1e-10), at(leaky, 1e-13)];
    expect(small?.shift[2]).toBeCloseTo(large?.shift[2] ?? Number.NaN, 3);
    expect(small?.covariance[8]).toBeCloseTo(large?.covariance[8] ?? Number.NaN, 3);
    expect(small?.covariance[8]).toBeGreaterThan(0.1);
  });
});
