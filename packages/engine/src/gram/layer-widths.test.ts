import type { NetworkFeatures } from '@widthwise/probes';
import { expect, test } from 'vitest';
import { propagateWith } from './gram-backend.ts';
import { problemOf } from './gram-problem.ts';
import { createKernelMachine } from './kernel.ts';
import { gaussianInputs, gramTask, type TaskOptions } from './task.fixture.ts';

function featuresOf(options: TaskOptions): NetworkFeatures {
  const all: NetworkFeatures[] = [];
  propagateWith(createKernelMachine, gramTask({ ...options, count: 1 }), (network, outcome) => {
    if ('nonFiniteLayer' in outcome) throw new Error(`network ${network} is not finite`);
    all.push(structuredClone(outcome));
  });
  return all[0]!;
}

const base: TaskOptions = { activation: 'tanh', width: 20, depth: 4, inputs: gaussianInputs(3), probed: 2 };

test('every layer has its own width: sums are over it, and kept neurons beyond it are zero', () => {
  const { widths, neurons, powerSums, gram, pitCounts } = featuresOf({
    ...base,
    network: { widthFactors: [1, 0.25, 2, 0.5], outputWidth: 1 },
  });
  expect(widths).toEqual([20, 5, 40, 1]);
  for (const [layer, width] of widths.entries())
    for (let input = 0; input < 2; input++) {
      const at = (layer * 2 + input) * 40;
      const kept = [...neurons.subarray(at, at + 40)];
      expect(kept.slice(width).every((value) => value === 0)).toBe(true);
      const mean = kept.reduce((sum, z) => sum + z, 0) / width;
      expect(powerSums[(layer * 3 + input) * 4]).toBeCloseTo(mean, 13);
      const square = kept.reduce((sum, z) => sum + z * z, 0) / width;
      expect(gram[(layer * 3 + input) * 3 + input]).toBeCloseTo(square, 13);
      const counts = [...pitCounts.subarray((layer * 2 + input) * 8, (layer * 2 + input + 1) * 8)];
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(width);
    }
});

test('the variance of an output’s weights is σ_w²/n², under mup alone', () => {
  const network = { outputWidth: 1, parameterization: 'mup' } as const;
  const standard = featuresOf({ ...base, sigmaB: 0, network: { outputWidth: 1 } });
  const mup = featuresOf({ ...base, sigmaB: 0, network });
  const last = 3 * 9;
  expect(mup.kernel.subarray(0, last)).toEqual(standard.kernel.subarray(0, last));
  for (let i = 0; i < 9; i++)
    expect(mup.kernel[last + i]! / standard.kernel[last + i]!).toBeCloseTo(1 / 20, 14);
});

test('kernels of normalized postactivations have diagonal σ_w² + σ_b², whatever came before', () => {
  const { kernel } = featuresOf({
    ...base,
    sigmaW: 1.5,
    sigmaB: 1,
    network: { normalization: 'postactivation' },
  });
  for (let layer = 1; layer < 4; layer++)
    for (let a = 0; a < 3; a++) expect(kernel[(layer * 3 + a) * 3 + a]).toBeCloseTo(3.25, 13);
});

test('memory does not grow with width unless layers are kept', () => {
  const bytesOf = (options: Partial<TaskOptions>): number => {
    const task = gramTask({ ...base, depth: 32, inputs: gaussianInputs(2), width: 65_536, ...options });
    return createKernelMachine(problemOf(task)).covariance.buffer.byteLength;
  };
  expect(bytesOf({})).toBeLessThan(2 ** 19);
  expect(bytesOf({ network: { skip: 1, normalization: 'preactivation' } })).toBeLessThan(2 ** 22);
  expect(bytesOf({ request: { ntkInputs: 2 } })).toBeLessThan(2 ** 27);
});

test('a skip connection between layers of different widths is refused', () => {
  const network = { skip: 1, widthFactors: [1, 2, 1, 1] };
  expect(() => featuresOf({ ...base, network })).toThrow(
    /skip needs layers of one width, got 20, 40, 20, 20/,
  );
  expect(() => featuresOf({ ...base, network: { skip: 1, outputWidth: 1 } })).toThrow(RangeError);
});
