import type { Cell } from '@widthwise/plan';
import { expect, test } from 'vitest';
import { networkFacts } from './network.ts';

const plain = { activation: 'tanh', width: 1024, depth: 4, sigmaW: 1.5, sigmaB: 0 };

const factsOf = (
  network: Cell['parameters']['network'],
  others: { readonly experiment?: string; readonly untied?: true } = {},
): Record<string, string> => {
  const { experiment = 'propagate', ...keys } = others;
  const parameters: Cell['parameters'] = {
    network,
    inputs: { ensemble: 'pair', correlation: 0.5, squaredNorm: 1 },
    sampler: 'gram',
    ...keys,
  };
  return Object.fromEntries(networkFacts({ id: 'c', experiment, version: 1, seed: 0, parameters }));
};

test('a plain network is its activation, width, depth and scales', () => {
  expect(factsOf(plain)).toEqual({ activation: 'tanh', 'width × depth': '1,024 × 4', 'σ_w, σ_b': '1.5, 0' });
});

test('widths that differ are listed, runs together, and the output is named', () => {
  const bottleneck = { ...plain, width: 256, depth: 6, widthFactors: [1, 1, 0.25, 1, 1, 1], outputWidth: 1 };
  expect(factsOf(bottleneck)).toMatchObject({
    depth: '6',
    widths: '256 × 2, 64, 256 × 2, 1; the last is a linear output',
  });
});

test('skips, normalization, laws of weights and parameterizations are said where there are any', () => {
  const rich = {
    ...plain,
    skip: 0.5,
    normalization: 'preactivation',
    weights: 'student-t',
    weightShape: 5,
    parameterization: 'ntk',
  } as const;
  expect(factsOf(rich)).toMatchObject({
    'skip μ': '0.5',
    normalization: 'of preactivations',
    weights: 'student-t (shape 5)',
    parameterization: 'ntk',
  });
});

test('an equilibrium has iterations, not layers', () => {
  const facts = factsOf({ ...plain, weights: 'goe', depth: 80 }, { experiment: 'equilibrium', untied: true });
  expect(facts).toEqual({
    activation: 'tanh',
    width: '1,024',
    iterations: '80 at most',
    'σ_w, σ_b': '1.5, 0',
    weights: 'goe',
    'weights drawn': 'anew in every iteration',
  });
});
