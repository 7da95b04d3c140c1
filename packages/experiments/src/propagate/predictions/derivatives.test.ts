import type { Architecture, InputParameters } from '@widthwise/network';
import type { FeatureRequest } from '@widthwise/probes';
import { describe, expect, test } from 'vitest';
import type { Prediction } from '../../experiment.ts';
import { inputsOf, parametersWith } from '../parameters.fixture.ts';
import { theoryContext } from './context.ts';
import { predictJacobianSpectrum } from './jacobian-spectrum.ts';
import { PredictionList } from './list.ts';
import { predictNtk } from './ntk.ts';
import { predictPartialJacobian } from './partial-jacobian.ts';

const FEATURES: FeatureRequest = {
  probedInputs: 2,
  neurons: 0,
  pitBins: 0,
  pushforwardSamples: 0,
  tangents: { starts: [1, 3, 5], directions: 1 },
  jacobianGains: true,
  ntkInputs: 2,
};
const predictors = { predictJacobianSpectrum, predictNtk, predictPartialJacobian };
const PAIR: InputParameters = { ensemble: 'pair', correlation: 0.4, squaredNorm: 1 };

function predicted(
  name: keyof typeof predictors,
  network: Partial<Architecture> = {},
  inputs: InputParameters = PAIR,
): (key: Partial<Prediction>) => number {
  const parameters = parametersWith(network, inputs);
  const list = new PredictionList(name);
  predictors[name](theoryContext(parameters, inputsOf(parameters)), list, {
    features: FEATURES,
    options: {},
  });
  return (key) => {
    const found = list.entries.filter((entry) =>
      (Object.keys(key) as (keyof Prediction)[]).every((item) => entry[item] === key[item]),
    );
    expect(found.length, JSON.stringify(key)).toBeLessThanOrEqual(1);
    return found[0]?.value ?? Number.NaN;
  };
}

const RELU: Partial<Architecture> = { activation: 'relu', sigmaW: Math.SQRT2, sigmaB: 0 };

describe('predictions of derivatives', () => {
  test('critical relu has partial Jacobian norm 1 from every start, exactly, and loses 5/2N of its logarithm a layer', () => {
    const at = predicted('predictPartialJacobian', RELU);
    for (const [step, layer] of [
      [1, 6],
      [3, 4],
      [5, 6],
    ] as const) {
      const key = { layer, step, inputA: 1 };
      expect(at({ theory: 'exact', quantity: 'apjn', ...key })).toBeCloseTo(1, 13);
      const log = at({ theory: 'first-order', quantity: 'apjn-log', ...key });
      expect(log).toBeCloseTo((-2.5 / 64) * (layer - step), 13);
      expect(at({ theory: 'infinite-width', quantity: 'apjn-log', ...key })).toBeCloseTo(0, 13);
    }
    expect(at({ theory: 'exact', quantity: 'apjn', layer: 3, step: 3 })).toBe(1);
    // At criticality only the binomial share of active neurons gives a depth scale, 2N layers.
    const scale = { quantity: 'jacobian-depth-scale', inputA: 1 };
    expect(at({ theory: 'first-order', ...scale })).toBeCloseTo(2 * 64, 6);
    expect(at({ theory: 'infinite-width', ...scale })).toBeNaN();
  });

  test('norms are the products of the gains on the way, skips and normalization included', () => {
    for (const network of [
      {},
      { skip: 0.5 },
      { normalization: 'preactivation' },
      { normalization: 'postactivation' },
    ] as const) {
      const at = predicted('predictPartialJacobian', network);
      const gain = (layer: number) =>
        at({ theory: 'infinite-width', quantity: 'jacobian-gain', layer, inputA: 1 });
      const norm = at({ theory: 'infinite-width', quantity: 'apjn', layer: 6, step: 3 });
      expect(norm / (gain(3) * gain(4) * gain(5))).toBeCloseTo(1, 13);
    }
  });

  test('gains of a smooth φ are exact in layer 1 and corrected by 1/N beyond', () => {
    const [narrow, wide] = [64, 640].map((width) => {
      const at = predicted('predictPartialJacobian', { width });
      const key = { quantity: 'jacobian-gain', layer: 5, inputA: 2 };
      return at({ theory: 'first-order', ...key }) - at({ theory: 'infinite-width', ...key });
    });
    expect((narrow ?? 0) / (wide ?? 0)).toBeCloseTo(10, 8);
    const at = predicted('predictPartialJacobian');
    expect(at({ theory: 'exact', quantity: 'jacobian-gain', layer: 1, inputA: 1 })).toBeGreaterThan(0);
    expect(
      predicted('predictPartialJacobian', { weights: 'orthogonal' })({
        theory: 'first-order',
        quantity: 'jacobian-gain',
        layer: 5,
        inputA: 1,
      }),
    ).toBeNaN();
  });

  test('contributions add up to the tangent kernel in every parameterization', () => {
    for (const parameterization of ['ntk', 'standard', 'mup'] as const) {
      const at = predicted('predictNtk', { parameterization, outputWidth: 3, skip: 0 });
      const key = { theory: 'infinite-width', inputA: 1, inputB: 2 } as const;
      let sum = 0;
      for (let layer = 1; layer <= 6; layer += 1) sum += at({ ...key, quantity: 'ntk-contribution', layer });
      expect(at({ ...key, quantity: 'ntk', layer: 6 }) / sum).toBeCloseTo(1, 13);
    }
  });

  test('relu on the circle has the reference kernel of four layers, and its exact deviation at 100 neurons', () => {
    const network = { activation: 'relu', sigmaW: 1, sigmaB: 0.1, depth: 4, width: 100 };
    const at = predicted(
      'predictNtk',
      { ...network, parameterization: 'ntk' },
      { ensemble: 'pair', correlation: 0, squaredNorm: 0.5 },
    );
    const diagonal = { quantity: 'ntk', layer: 4, inputA: 1, inputB: 1 };
    expect(at({ theory: 'exact', ...diagonal })).toBeCloseTo(0.2825, 12);
    expect(at({ theory: 'infinite-width', ...diagonal, inputB: 2 })).toBeCloseTo(0.0927021102, 9);
    expect(at({ theory: 'exact', ...diagonal, inputB: 2 })).toBeNaN();
    const variance = at({ theory: 'exact', ...diagonal, quantity: 'ntk-variance' });
    expect(Math.sqrt(variance)).toBeCloseTo(0.0847207, 7);
  });

  test('one hidden layer has exact means for any φ and exact variances of any pair for relu', () => {
    const key = { theory: 'exact', layer: 2, inputA: 1, inputB: 2 } as const;
    expect(predicted('predictNtk', { depth: 2 })({ ...key, quantity: 'ntk' })).toBeGreaterThan(0);
    expect(predicted('predictNtk', { depth: 2 })({ ...key, quantity: 'ntk-variance' })).toBeNaN();
    const at = predicted('predictNtk', { ...RELU, depth: 2 });
    expect(at({ ...key, quantity: 'ntk-variance' })).toBeGreaterThan(0);
    const other = predicted('predictNtk', { ...RELU, depth: 2, weights: 'orthogonal' });
    expect(other({ ...key, quantity: 'ntk-variance' })).toBeNaN();
  });

  test('orthogonal linear networks are isometric up to σ_w; Gaussian ones spread by L − 1', () => {
    const key = { layer: 6, inputA: 1 };
    const haar = predicted('predictJacobianSpectrum', { activation: 'linear', weights: 'orthogonal' });
    expect(haar({ theory: 'exact', quantity: 'singular-value-largest', ...key })).toBeCloseTo(1.2 ** 5, 12);
    expect(haar({ theory: 'exact', quantity: 'singular-value-smallest', ...key })).toBeCloseTo(1.2 ** 5, 12);
    const gaussian = predicted('predictJacobianSpectrum', { activation: 'linear' });
    const relative = {
      theory: 'infinite-width',
      quantity: 'squared-singular-value-relative-variance',
    } as const;
    expect(gaussian({ ...relative, ...key })).toBeCloseTo(5, 13);
    // (F + 1)^{F+1}/F^F at F = 5, of squares.
    const largest = gaussian({ theory: 'infinite-width', quantity: 'singular-value-largest', ...key });
    expect(largest ** 2).toBeCloseTo((1.44 ** 5 * 6 ** 6) / 5 ** 5, 9);
    const relu = predicted('predictJacobianSpectrum', { ...RELU, weights: 'orthogonal' });
    expect(relu({ ...relative, ...key })).toBeCloseTo(5, 13);
    const uneven = predicted('predictJacobianSpectrum', { widthFactors: [1, 2, 1, 1, 1, 1] });
    expect(uneven({ ...relative, ...key })).toBeNaN();
  });
});
