import type { NetworkFeatures } from '@widthwise/probes';
import { expect, test } from 'vitest';
import { propagateWith } from '../gram-backend.ts';
import { createKernelMachine } from '../kernel.ts';
import { gaussianInputs, gramTask, inputsOf, type TaskOptions } from '../task.fixture.ts';

const DEPTH = 4;

function featuresOf(options: Partial<TaskOptions>): NetworkFeatures[] {
  const all: NetworkFeatures[] = [];
  const base = { activation: 'tanh', width: 70, depth: DEPTH, inputs: gaussianInputs(4), sigmaB: 0.3 };
  propagateWith(createKernelMachine, gramTask({ ...base, ...options }), (_, outcome) => {
    if ('nonFiniteLayer' in outcome) throw new Error(`layer ${outcome.nonFiniteLayer} is not finite`);
    all.push(structuredClone(outcome));
  });
  return all;
}

/** Contribution of a layer to a pair. */
const at = ({ ntk }: NetworkFeatures, layer: number, a: number, b: number): number => {
  const size = Math.sqrt(ntk.length / DEPTH);
  return ntk[((layer - 1) * size + a) * size + b]!;
};

test('asking for the tangent kernel changes no bit of what is forward', () => {
  const options = { probed: 2, injected: 1, network: { skip: 0.5 } };
  const [plain] = featuresOf({ ...options, count: 1 });
  const [asked] = featuresOf({ ...options, request: { ntkInputs: 3 }, count: 1 });
  expect(asked!.ntk.length).toBe(DEPTH * 9);
  const nothing = { ntk: new Float64Array(), request: plain!.request };
  expect({ ...asked, ...nothing }).toEqual({ ...plain, ...nothing });
});

test('a network’s tangent kernel depends neither on the block it is run in, nor on tangents, nor on inputs it does not join', () => {
  const request = { ntkInputs: 2 };
  const whole = featuresOf({ request, first: 0, count: 5 });
  const [alone] = featuresOf({ request, first: 3, count: 1 });
  expect(alone!.ntk).toEqual(whole[3]!.ntk);
  const tangents = { starts: [1, 3], directions: 2 };
  const [beside] = featuresOf({ request: { ...request, tangents }, injected: 3, first: 3, count: 1 });
  expect(beside!.ntk).toEqual(alone!.ntk);
  const [few] = featuresOf({ request, inputs: gaussianInputs(2), first: 3, count: 1 });
  expect(few!.ntk).toEqual(alone!.ntk);
});

test('the last layer contributes its gradient scales times y·y and 1, the first those of x·x', () => {
  const inputs = { ...gaussianInputs(3), dimension: 11 };
  for (const network of [{ outputWidth: 1 }, { parameterization: 'ntk', outputWidth: 1 }] as const) {
    const [features] = featuresOf({ inputs, network, sigmaW: 1.2, request: { ntkInputs: 3 }, count: 1 });
    const weight = 'parameterization' in network ? 1 : 70 / 1.2 ** 2;
    const bias = 'parameterization' in network ? 0.3 ** 2 : 1;
    for (let a = 0; a < 3; a++)
      for (let b = 0; b < 3; b++) {
        const covariance = features!.kernel[((DEPTH - 1) * 3 + a) * 3 + b]!;
        expect(at(features!, DEPTH, a, b)).toBeCloseTo(weight * (covariance - 0.3 ** 2) + bias, 9);
        const signs = Math.sign(at(features!, 1, a, a)) * Math.sign(at(features!, 1, b, b));
        expect(signs).toBe(1);
      }
  }
  // Depth 1: no signal has gone back.
  const [only] = featuresOf({ inputs, depth: 1, request: { ntkInputs: 3 }, count: 1 });
  for (const [i, overlap] of inputs.overlaps.entries()) expect(only!.ntk[i]).toBe(overlap * 11 + 1);
});

test('contributions are symmetric, and equal inputs have equal ones, also beyond the width', () => {
  const overlaps = gaussianInputs(5, 30).overlaps;
  const order = [0, 1, 0, 2, 3, 4, 1];
  const inputs = inputsOf(order.map((a) => order.map((b) => overlaps[a * 5 + b]!)));
  for (const width of [4, 70])
    for (const features of featuresOf({ inputs, width, request: { ntkInputs: 7 } }))
      for (let layer = 1; layer <= DEPTH; layer++)
        for (let a = 0; a < 7; a++) {
          const scale = at(features, layer, 0, 0) + at(features, layer, a, a);
          for (let b = 0; b < 7; b++) expect(at(features, layer, a, b)).toBe(at(features, layer, b, a));
          expect(Math.abs(at(features, layer, 0, a) - at(features, layer, 2, a)) / scale).toBeLessThan(1e-6);
          expect(Math.abs(at(features, layer, 1, a) - at(features, layer, 6, a)) / scale).toBeLessThan(1e-6);
        }
});

test('a tangent kernel that leaves float64 makes the network non-finite', () => {
  const outcomes: unknown[] = [];
  const network = { outputWidth: 1, parameterization: 'standard' } as const;
  const options = { activation: 'relu', width: 20, depth: 3, inputs: inputsOf([[0]]), sigmaB: 0 };
  const task = gramTask({ ...options, sigmaW: 1e80, network, request: { ntkInputs: 1 } });
  propagateWith(createKernelMachine, task, (_, outcome) => outcomes.push(outcome));
  for (const outcome of outcomes) expect(outcome).toEqual({ nonFiniteLayer: 1 });
});

test('orthogonal weights and more inputs than there are are refused', () => {
  const run = (options: Partial<TaskOptions>) => () => featuresOf({ count: 1, ...options });
  expect(run({ request: { ntkInputs: 5 } })).toThrow('ntkInputs must be at most 4, got 5');
  expect(run({ network: { weights: 'orthogonal' }, request: { ntkInputs: 1 } })).toThrow(
    'the tangent kernel of orthogonal weights needs the dense sampler',
  );
});
