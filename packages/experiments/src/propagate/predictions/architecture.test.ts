import type { Architecture, InputParameters } from '@widthwise/network';
import { describe, expect, test } from 'vitest';
import type { Prediction } from '../../experiment.ts';
import { allProbes, inputsOf, parametersWith } from '../parameters.fixture.ts';
import { predict } from './index.ts';

const PAIR: InputParameters = { ensemble: 'pair', correlation: 0.4, squaredNorm: 1 };
const predictionsOf = (
  network: Partial<Architecture> = {},
  inputs: InputParameters = PAIR,
): readonly Prediction[] => {
  const parameters = parametersWith(network, inputs);
  return predict(parameters, inputsOf(parameters), allProbes);
};
const predictedAt = (
  predictions: readonly Prediction[],
  { theory, quantity, layer }: Pick<Prediction, 'theory' | 'quantity'> & { readonly layer: number },
): number =>
  predictions.find((p) => p.theory === theory && p.quantity === quantity && p.layer === layer)?.value ??
  Number.NaN;
const layersOf = (
  predictions: readonly Prediction[],
  theory: string,
  quantity: string,
): readonly number[] => [
  ...new Set(
    predictions.filter((p) => p.theory === theory && p.quantity === quantity).map(({ layer }) => layer ?? 0),
  ),
];

describe('predictions of an architecture', () => {
  test('a narrower layer multiplies the noise it makes, and no other', () => {
    const even = predictionsOf();
    const uneven = predictionsOf({ widthFactors: [1, 0.5, 1, 1, 1, 1] });
    const at = (predictions: readonly Prediction[], layer: number) =>
      predictedAt(predictions, {
        theory: layer < 3 ? 'exact' : 'first-order',
        quantity: 'excess-kurtosis',
        layer,
      });
    expect(at(uneven, 2)).toBe(at(even, 2));
    // Layer 3 averages the 32 neurons of layer 2: their noise counts twice.
    const carried = predictionsOf({ widthFactors: [1, 1e6, 1, 1, 1, 1] });
    expect((at(uneven, 3) - at(carried, 3)) / (at(even, 3) - at(carried, 3))).toBeCloseTo(2, 4);
  });

  test('relu behind layers of widths N_l has the exact kurtosis 3(∏(1 + 5/N_l) − 1)', () => {
    const predictions = predictionsOf({
      activation: 'relu',
      sigmaB: 0,
      widthFactors: [1, 0.5, 2, 0.25, 1, 1],
    });
    const widths = [64, 32, 128, 16, 64];
    for (let layer = 2; layer <= 6; layer += 1) {
      const growth = widths.slice(0, layer - 1).reduce((product, width) => product * (1 + 5 / width), 1);
      const found = predictedAt(predictions, { theory: 'exact', quantity: 'excess-kurtosis', layer });
      expect(found).toBeCloseTo(3 * (growth - 1), 12);
    }
  });

  test('relative entropies compare layers of one width', () => {
    const predictions = predictionsOf({ widthFactors: [1, 1, 0.5, 1, 2, 1] });
    for (const quantity of ['relative-entropy', 'kl-isotropic-forward', 'kl-kernel-reverse']) {
      expect(layersOf(predictions, 'first-order', quantity)).toEqual([2, 4, 6]);
      expect(layersOf(predictions, 'infinite-width', quantity)).toEqual([2, 4, 6]);
    }
  });

  test('a μP output has weights of variance σ_w²/N²', () => {
    const plain = predictedAt(predictionsOf({ sigmaB: 0, outputWidth: 64 }), {
      theory: 'infinite-width',
      quantity: 'length',
      layer: 6,
    });
    const output = predictionsOf({ sigmaB: 0, outputWidth: 64, parameterization: 'mup' });
    const found = predictedAt(output, { theory: 'infinite-width', quantity: 'length', layer: 6 });
    expect(found).toBeCloseTo(plain / 64, 14);
    expect(layersOf(output, 'first-order', 'length')).toContain(6);
  });

  test('with a skip lengths grow by μ², and nothing of first order is claimed', () => {
    const predictions = predictionsOf({ activation: 'linear', skip: 0.5, sigmaB: 0 });
    const lengths = [1, 2, 3].map((layer) =>
      predictedAt(predictions, { theory: 'infinite-width', quantity: 'length', layer }),
    );
    expect(lengths[2]).toBeCloseTo(1.44 * (1.44 + 0.25) ** 2, 12);
    expect(predictions.filter(({ theory }) => theory === 'first-order')).toEqual([]);
    expect(layersOf(predictions, 'exact', 'length')).toEqual([1, 2]);
    expect(layersOf(predictions, 'exact', 'skewness')).toEqual([]);
    expect(layersOf(predictions, 'exact', 'jarque-bera-conditional-rejection')).toEqual([]);
  });

  test('normalized postactivations are Gaussian at every width, normalized preactivations to first order', () => {
    const post = predictionsOf({ normalization: 'postactivation' });
    for (let layer = 2; layer <= 6; layer += 1) {
      expect(predictedAt(post, { theory: 'exact', quantity: 'excess-kurtosis', layer })).toBe(0);
      expect(predictedAt(post, { theory: 'exact', quantity: 'length', layer })).toBeCloseTo(1.44 + 0.09, 14);
    }
    const pre = predictionsOf({ normalization: 'preactivation' });
    const kurtosis = [2, 3, 6].map((layer) =>
      predictedAt(pre, { theory: 'first-order', quantity: 'excess-kurtosis', layer }),
    );
    expect(kurtosis[0]).toBeGreaterThan(0);
    expect(kurtosis[1]).toBe(kurtosis[0]);
    expect(kurtosis[2]).toBe(kurtosis[0]);
    expect(layersOf(pre, 'first-order', 'overlap')).toEqual([]);
  });

  test('other laws of weights have the limit of Gaussian ones and no corrections', () => {
    const gaussian = predictionsOf({ weights: 'gaussian' });
    expect(gaussian).toEqual(predictionsOf());
    const limit = (predictions: readonly Prediction[]) =>
      predictions.filter(({ theory, quantity }) => theory === 'infinite-width' && quantity === 'overlap');
    const haar = predictionsOf({ weights: 'orthogonal' });
    expect(limit(haar)).toEqual(limit(gaussian));
    expect(haar.filter(({ theory }) => theory === 'first-order')).toEqual([]);
    expect(layersOf(haar, 'exact', 'overlap')).toEqual([1]);
    expect(layersOf(predictionsOf({ weights: 'orthogonal', activation: 'relu' }), 'exact', 'length')).toEqual(
      [1, 2, 3, 4, 5, 6],
    );
  });

  test('independent weights need inputs of many entries to make Gaussian layers', () => {
    const many: InputParameters = { ensemble: 'gaussian', count: 2, dimension: 300, squaredNorm: 1 };
    expect(
      layersOf(predictionsOf({ weights: 'rademacher' }, many), 'infinite-width', 'overlap'),
    ).toHaveLength(6);
    expect(layersOf(predictionsOf({ weights: 'rademacher' }), 'infinite-width', 'overlap')).toEqual([1]);
  });

  test('where lengths of a smooth φ outgrow quadrature they alone are predicted', () => {
    const predictions = predictionsOf({ activation: 'gelu', sigmaW: 2.2 });
    expect(layersOf(predictions, 'infinite-width', 'length')).toEqual([1, 2, 3, 4, 5, 6]);
    const lengths = [1, 2, 3, 4, 5, 6].map((layer) =>
      predictedAt(predictions, { theory: 'infinite-width', quantity: 'length', layer }),
    );
    const within = lengths.filter((q) => q <= 40).length;
    expect(within).toBeGreaterThan(1);
    expect(within).toBeLessThan(6);
    expect(layersOf(predictions, 'infinite-width', 'overlap')).toHaveLength(within);
    expect(Math.max(...layersOf(predictions, 'first-order', 'length'))).toBe(within);
  });
});
