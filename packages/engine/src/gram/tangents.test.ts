import type { NetworkFeatures } from '@widthwise/probes';
import { expect, test } from 'vitest';
import { propagateWith } from './gram-backend.ts';
import { createKernelMachine } from './kernel.ts';
import { sampleMean, score } from './law.fixture.ts';
import { gaussianInputs, gramTask, inputsOf, type TaskOptions } from './task.fixture.ts';

function featuresOf(options: TaskOptions): NetworkFeatures[] {
  const all: NetworkFeatures[] = [];
  propagateWith(createKernelMachine, gramTask(options), (network, outcome) => {
    if ('nonFiniteLayer' in outcome) throw new Error(`network ${network} is not finite`);
    all.push(structuredClone(outcome));
  });
  return all;
}

const request = { tangents: { starts: [1, 3], directions: 2 }, jacobianGains: true };
const base: TaskOptions = { activation: 'tanh', width: 77, depth: 4, inputs: gaussianInputs(3), probed: 2 };

test.each([
  {},
  { skip: 0.5 },
  { normalization: 'preactivation' },
  { normalization: 'postactivation' },
  { widthFactors: [1, 0.5, 2, 1] },
] as const)(
  'nothing of the inputs or injected columns depends on tangents and gains asked for: %o',
  (network) => {
    const options = { ...base, injected: 2, network };
    const plain = featuresOf(options);
    const asked = featuresOf({ ...options, request });
    for (const [i, features] of asked.entries())
      for (const name of ['gram', 'kernel', 'powerSums', 'neurons', 'pitCounts', 'pushforward'] as const)
        expect(features[name]).toEqual(plain[i]![name]);
  },
);

test('tangents are zero above their start and standard normal where they start', () => {
  for (const { tangentNorms } of featuresOf({ ...base, width: 5000, count: 4, request })) {
    expect([...tangentNorms.subarray(2, 4), ...tangentNorms.subarray(6, 8)]).toEqual([0, 0, 0, 0]);
    // 16 comparisons at |z| < 4: false alarm 1e-3.
    for (const at of [0, 1, 10, 11])
      expect(Math.abs(tangentNorms[at]! - 1) / Math.sqrt(2 / 5000)).toBeLessThan(4);
  }
});

test('an identity skip with vanishing weights carries tangents unchanged, and gains are 1', () => {
  for (const normalization of [undefined, 'preactivation', 'postactivation'] as const) {
    const network = { skip: 1, ...(normalization === undefined ? {} : { normalization }) };
    for (const features of featuresOf({ ...base, sigmaW: 1e-9, sigmaB: 1, network, request })) {
      for (let layer = 1; layer < 4; layer++)
        expect(features.tangentNorms[4 * layer]! / features.tangentNorms[0]!).toBeCloseTo(1, 7);
      for (const gain of features.jacobianGains) expect(gain).toBeCloseTo(1, 14);
    }
  }
});

test('of a linear network every gain is σ_w² to rounding', () => {
  for (const { jacobianGains } of featuresOf({ ...base, activation: 'linear', sigmaW: 1.3, request }))
    for (const gain of jacobianGains) expect(gain).toBeCloseTo(1.69, 13);
});

/** z-score of the mean of ‖∂h^l/∂h^1 u‖²/N over networks of width 16 against an expectation, at layer 5. */
function tangentScore(activation: string, sigmaW: number, expected: number): number {
  const networks = featuresOf({
    activation,
    width: 16,
    depth: 5,
    inputs: inputsOf([[1]]),
    sigmaW,
    sigmaB: 0,
    first: 0,
    count: 4000,
    request: { tangents: { starts: [1], directions: 1 } },
  });
  const means = sampleMean(networks.map(({ tangentNorms }) => tangentNorms[4]!));
  return Math.abs(score(means, { mean: expected, standardError: 0 }));
}

test('of linear and rectifier networks E J = χ^(l − 1) at any width: |z| < 4, and 2 % in σ_w are seen', () => {
  expect(tangentScore('linear', 1.1, 1.21 ** 4)).toBeLessThan(4);
  expect(tangentScore('linear', 1.1 * 1.02, 1.21 ** 4)).toBeGreaterThan(4);
  expect(tangentScore('relu', Math.SQRT2, 1)).toBeLessThan(4);
});

test('what has no tangents is refused', () => {
  const starts = (...layers: number[]) => ({ request: { tangents: { starts: layers, directions: 1 } } });
  expect(() => featuresOf({ ...base, ...starts(0) })).toThrow(/ascending layers 1 … 4, got 0/);
  expect(() => featuresOf({ ...base, ...starts(3, 2) })).toThrow(/ascending layers 1 … 4, got 3, 2/);
  expect(() => featuresOf({ ...base, ...starts(5) })).toThrow(RangeError);
  expect(() => featuresOf({ ...base, request: { singularValues: 1 } })).toThrow(/explicit weights/);
});
