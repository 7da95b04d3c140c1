import type { NetworkFeatures } from '@widthwise/probes';
import { expect, test } from 'vitest';
import { createGramBackend, propagateWith } from './gram-backend.ts';
import { createKernelMachine } from './kernel.ts';
import { gaussianInputs, gramTask, inputsOf, type TaskOptions } from './task.fixture.ts';

/** Copies of all networks' features; fails if one is not finite. */
function featuresOf(options: TaskOptions): NetworkFeatures[] {
  const all: NetworkFeatures[] = [];
  propagateWith(createKernelMachine, gramTask(options), (network, outcome) => {
    if ('nonFiniteLayer' in outcome)
      throw new Error(`network ${network}: layer ${outcome.nonFiniteLayer} is not finite`);
    all.push(structuredClone(outcome));
  });
  return all;
}

const base: TaskOptions = {
  activation: 'tanh',
  width: 77,
  depth: 4,
  inputs: gaussianInputs(3),
  probed: 1,
  injected: 2,
};

test('an input’s values do not depend on the inputs after it, on injected columns or on what is asked for', () => {
  const [whole] = featuresOf({ ...base, inputs: gaussianInputs(9), probed: 2, injected: 4, count: 1 });
  for (const count of [1, 2, 5]) {
    const [part] = featuresOf({ ...base, inputs: gaussianInputs(count), probed: 0, injected: 0, count: 1 });
    for (let layer = 0; layer < base.depth; layer++)
      for (let a = 0; a < count; a++) {
        for (let b = 0; b < count; b++) {
          expect(part!.gram[(layer * count + a) * count + b]).toBe(whole!.gram[(layer * 9 + a) * 9 + b]);
          expect(part!.kernel[(layer * count + a) * count + b]).toBe(whole!.kernel[(layer * 9 + a) * 9 + b]);
        }
        for (let p = 0; p < 4; p++)
          expect(part!.powerSums[(layer * count + a) * 4 + p]).toBe(
            whole!.powerSums[(layer * 9 + a) * 4 + p],
          );
      }
  }
});

test('a network’s features do not depend on the block it is run in', () => {
  const whole = featuresOf({ ...base, first: 0, count: 6 });
  const [alone] = featuresOf({ ...base, first: 4, count: 1 });
  expect(alone).toEqual(whole[4]);
});

test('power sums, counts and kept neurons are those of the same preactivations', () => {
  const [features] = featuresOf({ ...base, width: 50, probed: 3, count: 1 });
  const { neurons, powerSums, pitCounts, gram, kernel, pitScales } = features!;
  const edges = gramTask({ ...base, probed: 3 }).pitEdges;
  for (let row = 0; row < base.depth * 3; row++) {
    const z = [...neurons.subarray(row * 50, (row + 1) * 50)];
    for (let p = 1; p <= 4; p++)
      expect(powerSums[row * 4 + p - 1]).toBeCloseTo(z.reduce((sum, value) => sum + value ** p, 0) / 50, 12);
    expect(powerSums[row * 4 + 1]).toBe(gram[(row - (row % 3)) * 3 + (row % 3) * 4]);
    const counts = new Array<number>(8).fill(0);
    for (const value of z) counts[edges.filter((edge) => edge <= value * (1 / pitScales[row]!)).length]! += 1;
    expect([...pitCounts.subarray(row * 8, (row + 1) * 8)]).toEqual(counts);
  }
  // Layer 2: σ_w² φᵀφ/N + σ_b² of layer 1's neurons; rounding of 50 terms.
  const phi = Array.from({ length: 3 }, (_, a) => [...neurons.subarray(a * 50, (a + 1) * 50)].map(Math.tanh));
  for (let a = 0; a < 3; a++)
    for (let b = 0; b < 3; b++) {
      const mean = phi[a]!.reduce((sum, value, i) => sum + value * phi[b]![i]!, 0) / 50;
      expect(kernel[9 + a * 3 + b]).toBeCloseTo(2.25 * mean + 0.0025, 13);
    }
});

test('layer 1 has covariance σ_w² x·x/n₀ + σ_b²', () => {
  const [features] = featuresOf({
    ...base,
    inputs: inputsOf([
      [1, 0.6],
      [0.6, 2],
    ]),
    probed: 0,
    injected: 0,
    count: 1,
  });
  expect([...features!.kernel.subarray(0, 4)]).toEqual(
    [2.2525, 1.3525, 1.3525, 4.5025].map((k) => expect.closeTo(k, 14)),
  );
});

test('injected columns have the mean and variance over neurons of input 1 at layer 1', () => {
  const networks = featuresOf({ ...base, width: 5000, depth: 1, count: 4, injected: 3 });
  for (const { powerSums, pushforward } of networks) {
    const mean = powerSums[0]!;
    const variance = powerSums[1]! - mean * mean;
    for (let s = 0; s < 3; s++) {
      const sampleMean = pushforward[2 * s]! / 5000;
      const sampleVariance = pushforward[2 * s + 1]! / 5000 - sampleMean ** 2;
      // 24 comparisons at |z| < 4: false alarm 1.5e-3.
      expect(Math.abs(sampleMean - mean) / Math.sqrt(variance / 5000)).toBeLessThan(4);
      expect(Math.abs(sampleVariance / variance - 1) / Math.sqrt(2 / 5000)).toBeLessThan(4);
    }
  }
});

test('more inputs than neurons, repeated and opposite inputs keep exact relations between columns', () => {
  const inputs = inputsOf([
    [1, 1, -1, 0.5],
    [1, 1, -1, 0.5],
    [-1, -1, 1, -0.5],
    [0.5, 0.5, -0.5, 1],
  ]);
  for (const width of [2, 65]) {
    const networks = featuresOf({ ...base, inputs, width, depth: 20, sigmaB: 0, probed: 0, injected: 0 });
    for (const { gram } of networks)
      for (let layer = 0; layer < 20; layer++) {
        const g = gram.subarray(layer * 16, layer * 16 + 16);
        expect(Math.abs(g[0]! + g[5]! - 2 * g[1]!) / g[0]!).toBeLessThan(1e-12);
        expect(Math.abs(g[0]! + g[10]! + 2 * g[2]!) / g[0]!).toBeLessThan(1e-12);
      }
  }
  for (const { gram } of featuresOf({ ...base, inputs: gaussianInputs(17), width: 3, depth: 10 }))
    for (const value of gram) expect(Number.isFinite(value)).toBe(true);
});

test('a zero input without biases stays zero', () => {
  const [features] = featuresOf({
    ...base,
    inputs: inputsOf([[0]]),
    sigmaB: 0,
    probed: 0,
    injected: 0,
    count: 1,
  });
  expect(features!.gram.every((value) => value === 0)).toBe(true);
});

test('a network that leaves float64 is reported with its first such layer, and the others go on', () => {
  const outcomes: (number | undefined)[] = [];
  const options = { ...base, activation: 'relu', sigmaW: 1e40, depth: 12, count: 3, probed: 0, injected: 0 };
  propagateWith(createKernelMachine, gramTask(options), (_, outcome) =>
    outcomes.push('nonFiniteLayer' in outcome ? outcome.nonFiniteLayer : undefined),
  );
  // Lengths grow by about 1e80 a layer: z⁴ leaves float64 with the second.
  expect(outcomes).toEqual([2, 2, 2]);
});

test('tasks whose shapes do not fit are refused', async () => {
  const backend = createGramBackend();
  const refuse = (task: ReturnType<typeof gramTask>) => expect(backend.propagate(task, () => {})).rejects;
  const task = gramTask(base);
  await refuse({ ...task, architecture: { ...task.architecture, width: 0 } }).toThrow(
    /width must be a positive integer, got 0/,
  );
  await refuse({ ...task, features: { ...task.features, neurons: 65 } }).toThrow(
    /neurons must be at most 64, got 65/,
  );
  await refuse({ ...task, features: { ...task.features, probedInputs: 4 } }).toThrow(
    /probedInputs must be at most 3, got 4/,
  );
  await refuse({ ...task, features: { ...task.features, pitBins: 9 } }).toThrow(
    /pitEdges must hold 8 edges, got 7/,
  );
  await refuse({ ...task, pitScales: new Float64Array(4) }).toThrow(
    /pitScales of layer 1, input 1 must be positive/,
  );
  expect(backend.fingerprint).toBe('gram/wasm-simd128');
});
