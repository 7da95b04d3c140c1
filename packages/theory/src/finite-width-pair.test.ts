import { resolveActivation } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import { correlationMap } from './correlation-map.ts';
import { lengthFluctuations } from './finite-width-length.ts';
import { pairFluctuations } from './finite-width-pair.ts';
import { uniformSteps } from './network-law.ts';
import { overlapOf, type PairKernel, pairFrame } from './pair.ts';
import { pairDerivatives } from './pair-derivatives.ts';
import { deterministicPair, pairCorrection, pairFluctuationFrom, pairScales } from './pair-fluctuation.ts';

const of = (activation: string) => resolveActivation({ activation });
const KERNEL: PairKernel = { lengthA: 1.3, lengthB: 0.8, decorrelation: 0.35 };

/** The kernel whose frame is (M, κ, Δ). */
function kernelAt([mean, cross, difference]: readonly [number, number, number]): PairKernel {
  const lengthA = mean + cross + difference / 4;
  const lengthB = mean - cross + difference / 4;
  const overlap = mean - difference / 4;
  return { lengthA, lengthB, decorrelation: 1 - overlap / Math.sqrt(lengthA * lengthB) };
}

describe('finite-width pair', () => {
  test('a linear network has the Wishart covariances k_ac k_bd + k_ad k_bc per layer', () => {
    const { homogeneousVariance: _, ...linear } = of('linear');
    const q12 = overlapOf(KERNEL);
    const [q11, q22] = [KERNEL.lengthA, KERNEL.lengthB];
    const wishart = [
      2 * q11 * q11,
      2 * q11 * q12,
      2 * q12 * q12,
      2 * q11 * q12,
      q11 * q22 + q12 * q12,
      2 * q12 * q22,
      2 * q12 * q12,
      2 * q12 * q22,
      2 * q22 * q22,
    ];
    pairFluctuations(linear, uniformSteps({ sigmaW: 1, sigmaB: 0 }, 5), deterministicPair(KERNEL)).forEach(
      (state, index) => {
        const { shift, covariance } = pairCorrection(state);
        shift.forEach((value) => {
          expect(Math.abs(value)).toBeLessThan(1e-9);
        });
        covariance.forEach((value, at) => {
          expect(value).toBeCloseTo(index * (wishart[at] ?? Number.NaN), 9);
        });
      },
    );
  });

  test('the Jacobian is that of the correlation map, by differences', () => {
    const tanh = of('tanh');
    const scales = { sigmaW: 1, sigmaB: 0 };
    const frame = pairFrame(KERNEL);
    const centre = [frame.mean, frame.cross, frame.difference] as const;
    const scale = pairScales(KERNEL);
    const unit = [1, Math.sqrt(frame.difference), frame.difference];
    const { jacobian } = pairDerivatives(tanh, deterministicPair(KERNEL));
    const image = (j: number, h: number): readonly number[] => {
      const at = [...centre] as [number, number, number];
      at[j] = (at[j] ?? 0) + h * scale[j]!;
      const next = pairFrame(correlationMap(tanh, scales, kernelAt(at)));
      return [next.mean, next.cross, next.difference];
    };
    for (let j = 0; j < 3; j += 1) {
      const h = 1e-4;
      const [up, down] = [image(j, h), image(j, -h)];
      for (let i = 0; i < 3; i += 1) {
        const difference = ((up[i] ?? 0) - (down[i] ?? 0)) / (2 * h) / (unit[i] ?? 1);
        expect(jacobian[3 * i + j]).toBeCloseTo(difference, 6);
      }
    }
  });

  test('each input of a pair has the corrections of one input alone', () => {
    for (const name of ['tanh', 'sigmoid', 'gelu']) {
      const steps = uniformSteps({ sigmaW: 1.4, sigmaB: 0.3 }, 6);
      const alone = lengthFluctuations(of(name), steps, KERNEL.lengthA);
      pairFluctuations(of(name), steps, deterministicPair(KERNEL)).forEach((state, index) => {
        const { shift, covariance } = pairCorrection(state);
        expect(Math.abs(shift[0]! - (alone[index]?.shift ?? Number.NaN))).toBeLessThan(1e-7);
        expect(Math.abs(covariance[0]! - (alone[index]?.variance ?? Number.NaN))).toBeLessThan(1e-7);
      });
    }
  });

  test('relative corrections to a small decorrelation do not depend on how small it is', () => {
    const [large, small] = [1e-7, 1e-13].map((decorrelation) => {
      const layers = pairFluctuations(
        of('tanh'),
        uniformSteps({ sigmaW: 1.2, sigmaB: 0.3 }, 8),
        deterministicPair({ lengthA: 0.5, lengthB: 0.5, decorrelation }),
      );
      return layers[7];
    });
    expect(small?.shift[2]).toBeCloseTo(large?.shift[2] ?? Number.NaN, 5);
    expect(small?.covariance[8]).toBeCloseTo(large?.covariance[8] ?? Number.NaN, 5);
    expect(small?.covariance[8]).toBeGreaterThan(0.1);
  });

  test('changing to kernel entries and back changes nothing', () => {
    const state = pairFluctuations(
      of('tanh'),
      uniformSteps({ sigmaW: 1.5, sigmaB: 0.2 }, 4),
      deterministicPair(KERNEL),
    )[3];
    if (state === undefined) throw new Error('no state');
    const back = pairFluctuationFrom(state.kernel, pairCorrection(state));
    state.shift.forEach((value, i) => {
      expect(back.shift[i]).toBeCloseTo(value, 12);
    });
    state.covariance.forEach((value, i) => {
      expect(back.covariance[i]).toBeCloseTo(value, 12);
    });
  });

  // What is left of the transient e^{−l/ξ} is below 5 %. A method that loses digits as inputs approach is off tenfold a layer.
  test.each([1, 1.05, 1.1, 1.2, 1.3])(
    'in the ordered phase relative fluctuations of the distance grow linearly, σ_w² = %d',
    (square) => {
      const steps = uniformSteps({ sigmaW: Math.sqrt(square), sigmaB: Math.sqrt(0.05) }, 40);
      const first = deterministicPair({ lengthA: 0.1519, lengthB: 0.1519, decorrelation: 0.4 });
      const variances = pairFluctuations(of('tanh'), steps, first).map(({ covariance }) => covariance[8]!);
      expect(variances).toHaveLength(40);
      const growth = variances.slice(1).map((value, i) => value - variances[i]!);
      for (const [i, step] of growth.slice(20).entries())
        expect(Math.abs(step / growth[i + 19]! - 1)).toBeLessThan(0.05);
    },
  );

  test('equal inputs have no pair, and a φ with a kink that is not homogeneous is refused', () => {
    const plain = uniformSteps({ sigmaW: 1, sigmaB: 0 }, 3);
    const equal = { lengthA: 1, lengthB: 1, decorrelation: 0 };
    expect(pairFluctuations(of('tanh'), plain, deterministicPair(equal))).toHaveLength(0);
    const { homogeneousVariance: _, ...kinked } = of('relu');
    expect(() => pairFluctuations(kinked, plain, deterministicPair(KERNEL))).toThrow(RangeError);
  });
});
