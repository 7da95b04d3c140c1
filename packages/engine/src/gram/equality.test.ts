import type { NetworkFeatures } from '@widthwise/probes';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gramActivations } from './activation-forms.ts';
import { propagateWith } from './gram-backend.ts';
import { createKernelMachine } from './kernel.ts';
import type { LayerMachineFactory } from './layer-machine.ts';
import { createReferenceMachine } from './reference.ts';
import { gaussianInputs, gramTask, inputsOf, type TaskOptions } from './task.fixture.ts';

/** Every byte of every output of every network, by name. */
function outputs(factory: LayerMachineFactory, options: TaskOptions): Record<string, string>[] {
  const all: Record<string, string>[] = [];
  propagateWith(factory, gramTask(options), (_, outcome) => {
    if ('nonFiniteLayer' in outcome) all.push({ nonFiniteLayer: String(outcome.nonFiniteLayer) });
    else all.push(bytes(outcome));
  });
  return all;
}

function bytes(features: NetworkFeatures): Record<string, string> {
  const names = [
    'gram',
    'kernel',
    'powerSums',
    'neurons',
    'pitCounts',
    'pushforward',
    'tangentNorms',
    'jacobianGains',
  ] as const;
  return Object.fromEntries(
    names.map((name) => {
      const { buffer, byteOffset, byteLength } = features[name];
      return [name, Buffer.from(buffer, byteOffset, byteLength).toString('base64')];
    }),
  );
}

function expectEqualBytes(options: TaskOptions): void {
  const kernel = outputs(createKernelMachine, options);
  expect(kernel.length).toBeGreaterThan(0);
  expect(kernel).toEqual(outputs(createReferenceMachine, options));
}

test.each(gramActivations)(
  'kernel and reference agree to the bit at widths within, at and beyond a panel: %s',
  (activation) => {
    for (const width of activation === 'tanh' ? [1, 2, 63, 64, 65, 200] : [1, 65, 200])
      expectEqualBytes({
        activation,
        width,
        depth: 3,
        inputs: gaussianInputs(3),
        probed: 2,
        injected: width % 2,
        sigmaW: activation === 'sin' ? 40 : 2.5,
        count: 1,
      });
  },
);

test.each([1, 2, 3, 4, 5, 8, 9, 17, 70])('kernel and reference agree to the bit for %i inputs', (count) => {
  const inputs = gaussianInputs(count);
  for (const injected of [0, 4])
    expectEqualBytes({ activation: 'tanh', width: 65, depth: 2, inputs, probed: 1, injected, count: 1 });
});

test('kernel and reference agree to the bit for singular, nearly singular and repeated inputs', () => {
  const nearly = inputsOf([
    [1, 1 - 1e-15, 1],
    [1 - 1e-15, 1, 1],
    [1, 1, 1],
  ]);
  for (const inputs of [gaussianInputs(9, 4), nearly, inputsOf([[0]])])
    for (const width of [2, 64])
      expectEqualBytes({ activation: 'tanh', width, depth: 4, inputs, probed: 1, injected: 3, sigmaB: 0 });
});

const forms = [{}, { normalization: 'preactivation' }, { normalization: 'postactivation' }] as const;
const shapes = [
  {},
  { skip: 0.9 },
  { widthFactors: [1, 0.3, 2, 1] },
  { outputWidth: 3, parameterization: 'mup' },
] as const;
const weightLaws = [{}, { weights: 'orthogonal' }] as const;
const combinations = forms.flatMap((form) =>
  shapes.flatMap((shape) => weightLaws.map((law) => ({ ...form, ...shape, ...law }))),
);

test.each(combinations)('kernel and reference agree to the bit with tangents and gains for %o', (network) => {
  for (const [activation, width, injected] of [
    ['tanh', 70, 1],
    ['leaky-relu', 21, 0],
    ['sin', 64, 2],
  ] as const)
    expectEqualBytes({
      activation,
      width,
      depth: 4,
      inputs: { ...gaussianInputs(3), dimension: 100 },
      probed: 2,
      injected,
      sigmaB: 0.4,
      network,
      request: { tangents: { starts: [1, 3], directions: 2 }, jacobianGains: true },
      count: 2,
    });
});

test.each(gramActivations)('kernel and reference agree to the bit on the slopes of %s', (activation) => {
  expectEqualBytes({
    activation,
    width: 65,
    depth: 3,
    inputs: inputsOf([[activation === 'relu' ? 0 : 2]]),
    sigmaB: 0,
    sigmaW: 30,
    probed: 1,
    request: { tangents: { starts: [1], directions: 1 }, jacobianGains: true },
  });
});

test('kernel and reference agree to the bit wherever fast-check looks', () => {
  const options = fc.record({
    activation: fc.constantFrom(...gramActivations),
    width: fc.integer({ min: 1, max: 100 }),
    depth: fc.integer({ min: 1, max: 4 }),
    inputs: fc
      .tuple(fc.integer({ min: 1, max: 11 }), fc.integer({ min: 1, max: 30 }))
      .map(([count, dimension]) => gaussianInputs(count, dimension)),
    sigmaW: fc.double({ min: 0.01, max: 8, noNaN: true }),
    sigmaB: fc.double({ min: 0, max: 2, noNaN: true }),
    first: fc.nat(0xffffffff),
    probed: fc.integer({ min: 0, max: 1 }),
    injected: fc.integer({ min: 0, max: 5 }),
    count: fc.constant(1),
  });
  fc.assert(fc.property(options, expectEqualBytes), { seed: 20210706, numRuns: 25 });
});

test('kernel and reference agree to the bit for as many Haar columns as rows', () => {
  expectEqualBytes({
    activation: 'tanh',
    width: 20,
    depth: 3,
    inputs: { ...gaussianInputs(17), dimension: 20 },
    sigmaB: 0.3,
    network: { weights: 'orthogonal' },
    request: { tangents: { starts: [1], directions: 3 } },
  });
});
