import type { NetworkFeatures } from '@widthwise/probes';
import { expect, test } from 'vitest';
import { propagateWith } from './gram-backend.ts';
import { createKernelMachine } from './kernel.ts';
import { sampleMean, score } from './law.fixture.ts';
import { gaussianInputs, gramTask, inputsOf, type TaskOptions } from './task.fixture.ts';

function featuresOf(options: TaskOptions, dimension: number): NetworkFeatures[] {
  const all: NetworkFeatures[] = [];
  const task = gramTask({ ...options, network: { weights: 'orthogonal', ...options.network } });
  propagateWith(
    createKernelMachine,
    { ...task, inputs: { ...task.inputs, dimension } },
    (network, outcome) => {
      if ('nonFiniteLayer' in outcome) throw new Error(`network ${network} is not finite`);
      all.push(structuredClone(outcome));
    },
  );
  return all;
}

const base: TaskOptions = {
  activation: 'tanh',
  width: 40,
  depth: 3,
  inputs: gaussianInputs(8, 40),
  sigmaB: 0,
};

/** Largest |Gram matrix − (m/n_out) kernel|, m = max(n_in, n_out), relative to the kernel's largest entry, over layers. */
function deviation({ gram, kernel, widths, inputs }: NetworkFeatures, dimension: number): number {
  let worst = 0;
  for (const [layer, width] of widths.entries()) {
    const ratio = Math.max(widths[layer - 1] ?? dimension, width) / width;
    const part = kernel.subarray(layer * inputs ** 2, (layer + 1) * inputs ** 2);
    const largest = Math.max(...part.map(Math.abs));
    for (const [i, value] of part.entries())
      worst = Math.max(worst, Math.abs(gram[layer * inputs ** 2 + i]! - ratio * value) / largest);
  }
  return worst;
}

test.each([
  ['square', {}, 40],
  ['growing', { widthFactors: [1, 1.5, 3] }, 30],
] as const)(
  '%s Haar weights preserve inner products: the Gram matrix is the kernel to 1e-12',
  (_, network, dimension) => {
    for (const features of featuresOf({ ...base, network, count: 4 }, dimension))
      expect(deviation(features, dimension)).toBeLessThan(1e-12);
  },
);

test('as many inputs as neurons keep ten digits', () => {
  for (const features of featuresOf({ ...base, inputs: gaussianInputs(40, 60), count: 20 }, 40))
    expect(deviation(features, 40)).toBeLessThan(1e-10);
});

test('an input’s values do not depend on the inputs after it, though later columns are orthogonalized twice', () => {
  const [few] = featuresOf({ ...base, inputs: gaussianInputs(9, 60), count: 1 }, 40);
  const [many] = featuresOf({ ...base, inputs: gaussianInputs(40, 60), count: 1 }, 40);
  const [some] = featuresOf({ ...base, inputs: gaussianInputs(25, 60), count: 1 }, 40);
  for (let layer = 0; layer < 3; layer++)
    for (let a = 0; a < 25; a++)
      for (let b = 0; b < 25; b++) {
        const value = many!.gram[(layer * 40 + a) * 40 + b];
        expect(some!.gram[(layer * 25 + a) * 25 + b]).toBe(value);
        if (a < 9 && b < 9) expect(few!.gram[(layer * 9 + a) * 9 + b]).toBe(value);
      }
});

test('a linear Haar network without biases is an isometry at every depth, and so is its tangent', () => {
  const request = { tangents: { starts: [1], directions: 1 } };
  for (const features of featuresOf({ ...base, activation: 'linear', sigmaW: 1, depth: 30, request }, 40)) {
    const first = features.gram.subarray(0, 64);
    const last = features.gram.subarray(29 * 64, 30 * 64);
    for (const [i, value] of last.entries()) expect(value).toBeCloseTo(first[i]!, 11);
    expect(features.tangentNorms[29]).toBeCloseTo(features.tangentNorms[0]!, 11);
  }
});

/** z-scores of mean and mean square of q/K over networks of one layer, n₀ = 20 to n₁ = 5, against q/K · n₁/n₀ ~ Beta(n₁/2, (n₀ − n₁)/2). */
function betaScores(weights: string): number[] {
  const networks = featuresOf(
    {
      ...base,
      width: 5,
      depth: 1,
      inputs: inputsOf([[1]]),
      sigmaW: 1,
      first: 0,
      count: 6000,
      network: { weights },
    },
    20,
  );
  const q = networks.map(({ gram }) => gram[0]!);
  const secondMoment = (16 * ((5 / 2) * (5 / 2 + 1))) / ((20 / 2) * (20 / 2 + 1));
  return [
    score(sampleMean(q), { mean: 1, standardError: 0 }),
    score(sampleMean(q.map((value) => value ** 2)), { mean: secondMoment, standardError: 0 }),
  ].map(Math.abs);
}

test('narrowing Haar weights take a beta-distributed share of the length: |z| < 4; Gaussian weights do not', () => {
  for (const z of betaScores('orthogonal')) expect(z).toBeLessThan(4);
  expect(betaScores('gaussian')[1]).toBeGreaterThan(4);
});

test('biases are shared by all inputs of a neuron and have variance σ_b²', () => {
  const equal = inputsOf([
    [1, 0],
    [0, 1],
  ]);
  const networks = featuresOf(
    { ...base, inputs: equal, depth: 1, sigmaW: 1, sigmaB: 2, first: 0, count: 2000 },
    40,
  );
  for (const { kernel } of networks.slice(0, 2))
    expect([...kernel]).toEqual([5, 4, 4, 5].map((k) => expect.closeTo(k, 13)));
  const overlaps = sampleMean(networks.map(({ gram }) => gram[1]!));
  expect(Math.abs(score(overlaps, { mean: 4, standardError: 0 }))).toBeLessThan(4);
});

test('more columns than rows and other laws are refused', () => {
  expect(() => featuresOf({ ...base, width: 4 }, 5)).toThrow(
    /layer 1 have 5 rows or columns and cannot carry 8/,
  );
  expect(() => featuresOf({ ...base, network: { weights: 'uniform' } }, 40)).toThrow(/no weights "uniform"/);
});
