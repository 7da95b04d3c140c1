import { type EstimateKey, resolveProbe } from '@widthwise/probes';
import { emptyStatistics } from '@widthwise/stats';
import { describe, expect, test } from 'vitest';
import type { Prediction } from '../../experiment.ts';
import { allProbes, inputsOf, parametersWith } from '../parameters.fixture.ts';
import { shapeOf } from '../shape.ts';
import { predict } from './index.ts';

const predictionsOf = (parameters = parametersWith()): readonly Prediction[] =>
  predict(parameters, inputsOf(parameters), allProbes);

const keyOf = ({ quantity, layer, step, inputA, inputB }: EstimateKey): string =>
  [quantity, layer, step, inputA, inputB].join('/');

const find = (predictions: readonly Prediction[], theory: string, quantity: string, layer: number): number =>
  predictions.find((p) => p.theory === theory && p.quantity === quantity && p.layer === layer)?.value ??
  Number.NaN;

const CASES = {
  'two inputs': parametersWith(),
  'one input': parametersWith({}, { ensemble: 'constant', squaredNorm: 1 }),
  'five inputs': parametersWith({}, { ensemble: 'circle', count: 5, squaredNorm: 1 }),
  relu: parametersWith({ activation: 'relu', sigmaW: Math.SQRT2, sigmaB: 0 }),
  'inputs of length zero': parametersWith(
    { sigmaB: 0 },
    {
      ensemble: 'overlaps',
      matrix: [
        [0, 0],
        [0, 1],
      ],
    },
  ),
  'equal inputs': parametersWith({}, { ensemble: 'pair', correlation: 1, squaredNorm: 1 }),
  'lengths that overflow': parametersWith({ activation: 'relu', sigmaW: 1e60 }),
  'one neuron': parametersWith({ width: 1 }),
  'a bottleneck': parametersWith({ widthFactors: [1, 1, 0.25, 1, 2, 1] }),
  'a μP output': parametersWith({ outputWidth: 10, parameterization: 'mup' }),
  'skip connections': parametersWith({ skip: 0.5 }),
  'normalized preactivations': parametersWith({ normalization: 'preactivation' }),
  'normalized postactivations': parametersWith({ activation: 'relu', normalization: 'postactivation' }),
  'a normalized input of length zero': parametersWith(
    { sigmaB: 0, normalization: 'preactivation' },
    { ensemble: 'constant', squaredNorm: 0 },
  ),
  'orthogonal weights': parametersWith({ weights: 'orthogonal' }),
  'rademacher weights': parametersWith({ weights: 'rademacher' }),
};

describe('predictions', () => {
  for (const [name, parameters] of Object.entries(CASES)) {
    test(`${name}: finite, at keys that the probes estimate, once per theory`, () => {
      const shape = shapeOf(parameters);
      const keys = new Set(
        allProbes.flatMap(({ name: probe, options }) => {
          const { layout, estimate } = resolveProbe(probe);
          const { estimates } = estimate(emptyStatistics(layout(shape, options)), shape, options);
          return estimates.map((entry) => `${probe}/${keyOf(entry)}`);
        }),
      );
      const seen = new Set<string>();
      for (const prediction of predictionsOf(parameters)) {
        const key = `${prediction.probe}/${keyOf(prediction)}`;
        expect(keys.has(key), key).toBe(true);
        expect(Number.isFinite(prediction.value), key).toBe(true);
        expect(seen.has(`${key}/${prediction.theory}`), key).toBe(false);
        seen.add(`${key}/${prediction.theory}`);
      }
    });
  }

  test('corrections vanish like 1/N where the quantity does not grow with N', () => {
    for (const quantity of [
      'length',
      'overlap',
      'correlation',
      'decorrelation',
      'kl-kernel-forward',
      'kl-kernel-reverse',
    ]) {
      const [narrow, wide] = [100, 1000].map((width) => {
        const predictions = predictionsOf(parametersWith({ width }));
        return (
          find(predictions, 'first-order', quantity, 5) - find(predictions, 'infinite-width', quantity, 5)
        );
      });
      expect((narrow ?? 0) / (wide ?? 0), quantity).toBeGreaterThan(9.5);
      expect((narrow ?? 0) / (wide ?? 0), quantity).toBeLessThan(10.5);
    }
  });

  test('corrections stay where the quantity grows like N', () => {
    for (const quantity of [
      'relative-entropy',
      'entropy-gap',
      'kl-isotropic-forward',
      'kl-isotropic-reverse',
    ]) {
      const [narrow, wide] = [100, 1000].map((width) => {
        const predictions = predictionsOf(parametersWith({ width }));
        return (
          find(predictions, 'first-order', quantity, 5) - find(predictions, 'infinite-width', quantity, 5)
        );
      });
      expect(wide, quantity).toBeCloseTo(narrow ?? Number.NaN, 9);
    }
  });

  test('relative entropy is the sum of gap and mismatch', () => {
    const predictions = predictionsOf();
    const [total, gap, mismatch] = ['relative-entropy', 'entropy-gap', 'entropy-mismatch'].map((quantity) =>
      find(predictions, 'first-order', quantity, 4),
    );
    expect(total).toBeCloseTo((gap ?? 0) + (mismatch ?? 0), 12);
  });

  test('relu without biases has the exact kurtosis 3[(1 + 5/N)^(l − 1) − 1] and exact lengths', () => {
    const predictions = predictionsOf(CASES.relu);
    for (let layer = 1; layer <= 6; layer += 1) {
      const expected = 3 * ((1 + 5 / 64) ** (layer - 1) - 1);
      expect(find(predictions, 'exact', 'excess-kurtosis', layer)).toBeCloseTo(expected, 12);
      expect(find(predictions, 'exact', 'length', layer)).toBeCloseTo(2, 12);
    }
  });

  test('what symmetry and conditional Gaussianity fix is exact', () => {
    const predictions = predictionsOf();
    expect(find(predictions, 'exact', 'skewness', 6)).toBe(0);
    expect(find(predictions, 'exact', 'excess-kurtosis-difference', 6)).toBe(0);
    expect(find(predictions, 'exact', 'anderson-darling-conditional-rejection', 6)).toBe(0.05);
    expect(find(predictions, 'exact', 'relative-entropy', 1)).toBe(0);
  });

  test('correlations that estimates cannot resolve from one are not predicted', () => {
    const predictions = predictionsOf(parametersWith({ sigmaW: 0.5, sigmaB: 1, depth: 40 }));
    const layers = predictions.filter(({ quantity }) => quantity === 'decorrelation');
    expect(Math.min(...layers.map(({ value }) => value))).toBeGreaterThan(9e-12);
    expect(Math.max(...layers.map(({ layer }) => layer ?? 0))).toBeLessThan(40);
  });
});
