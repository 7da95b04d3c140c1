import { resolveActivation } from '@widthwise/network';
import { relativeEntropyGaussian } from '@widthwise/stats';
import { describe, expect, test } from 'vitest';
import { lengthFluctuations } from './finite-width-length.ts';
import { pairFluctuations } from './finite-width-pair.ts';
import { kernelDivergences } from './kernel-divergence.ts';
import { pairDivergenceCorrection, scalarDivergenceCorrection } from './kernel-divergence-correction.ts';
import { uniformSteps } from './network-law.ts';
import { firstKernel, kernelMatrix, nngpTrajectory } from './nngp.ts';
import { pairKernel } from './pair.ts';
import { deterministicPair, pairCorrection } from './pair-fluctuation.ts';

const tanh = resolveActivation({ activation: 'tanh' });
const SCALES = { sigmaW: 1.5, sigmaB: 0.2 };

describe('kernel divergences', () => {
  test('three inputs give what their covariance matrices give', () => {
    const overlaps = Float64Array.of(1, 0.6, 0.2, 0.6, 1.2, -0.1, 0.2, -0.1, 0.7);
    const layers = nngpTrajectory(tanh, SCALES, overlaps, 4);
    const [reference, last] = [layers[0], layers[3]];
    if (reference === undefined || last === undefined) throw new Error('no layers');
    const [p, q] = [kernelMatrix(reference), kernelMatrix(last)];
    const both = kernelDivergences(reference, last);
    expect(both?.forward).toBeCloseTo(relativeEntropyGaussian(p, q), 12);
    expect(both?.reverse).toBeCloseTo(relativeEntropyGaussian(q, p), 12);
  });

  test('two inputs that nearly agree give the closed form, ½(Δ/Δ′ − 1 + ln Δ′/Δ) from their difference alone', () => {
    const lengths = Float64Array.of(1, 1);
    const at = (decorrelation: number) => ({
      lengths,
      decorrelations: Float64Array.of(0, decorrelation, decorrelation, 0),
    });
    const { forward } = kernelDivergences(at(2e-13), at(1e-13)) ?? { forward: Number.NaN };
    expect(forward).toBeCloseTo(0.5 * (2 - 1 - Math.LN2), 10);
  });

  test('equal inputs have no divergence', () => {
    const same = firstKernel(SCALES, Float64Array.of(1, 1, 1, 1));
    expect(kernelDivergences(same, same)).toBeUndefined();
  });
});

/** E f(k + ε) − f(k) to second order, by differences, for entries with shift δ and covariance Σ. */
function bySecondOrder(
  f: (at: readonly number[]) => number,
  centre: readonly number[],
  shift: ArrayLike<number>,
  covariance: ArrayLike<number>,
): number {
  const count = centre.length;
  const h = 1e-4;
  const moved = (...steps: readonly (readonly [number, number])[]): number =>
    f(centre.map((value, i) => value + steps.reduce((sum, [j, s]) => sum + (i === j ? s * h : 0), 0)));
  let total = 0;
  for (let i = 0; i < count; i += 1) {
    total += ((shift[i] ?? 0) * (moved([i, 1]) - moved([i, -1]))) / (2 * h);
    for (let j = 0; j < count; j += 1) {
      const second =
        moved([i, 1], [j, 1]) - moved([i, 1], [j, -1]) - moved([i, -1], [j, 1]) + moved([i, -1], [j, -1]);
      total += ((covariance[count * i + j] ?? 0) * second) / (8 * h * h);
    }
  }
  return total;
}

describe('first correction to kernel divergences', () => {
  test('of one input it is the second-order expansion', () => {
    const layer = lengthFluctuations(tanh, uniformSteps(SCALES, 5), 1.3)[4];
    if (layer === undefined) throw new Error('no layer');
    const correction = scalarDivergenceCorrection(layer, 1.3);
    const forward = ([k = 0]: readonly number[]) => 0.5 * (1.3 / k - 1 + Math.log(k / 1.3));
    const reverse = ([k = 0]: readonly number[]) => 0.5 * (k / 1.3 - 1 - Math.log(k / 1.3));
    const [centre, shift, variance] = [[layer.length], [layer.shift], [layer.variance]];
    expect(correction.forward).toBeCloseTo(bySecondOrder(forward, centre, shift, variance), 6);
    expect(correction.reverse).toBeCloseTo(bySecondOrder(reverse, centre, shift, variance), 6);
  });

  test('of two inputs it is the second-order expansion', () => {
    const reference = pairKernel(1.3, 0.9, 0.4);
    const state = pairFluctuations(tanh, uniformSteps(SCALES, 5), deterministicPair(reference))[4];
    if (state === undefined) throw new Error('no state');
    const p = Float64Array.of(1.3, 0.4, 0.4, 0.9);
    const matrix = ([aa = 0, ab = 0, bb = 0]: readonly number[]) => Float64Array.of(aa, ab, ab, bb);
    const { lengthA, lengthB, decorrelation } = state.kernel;
    const centre = [lengthA, Math.sqrt(lengthA * lengthB) * (1 - decorrelation), lengthB];
    const { shift, covariance } = pairCorrection(state);
    const correction = pairDivergenceCorrection(state, reference);
    const forward = bySecondOrder((at) => relativeEntropyGaussian(p, matrix(at)), centre, shift, covariance);
    const reverse = bySecondOrder((at) => relativeEntropyGaussian(matrix(at), p), centre, shift, covariance);
    expect(correction.forward).toBeCloseTo(forward, 5);
    expect(correction.reverse).toBeCloseTo(reverse, 5);
  });
});
