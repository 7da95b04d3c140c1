import type { NetworkFeatures } from '@widthwise/probes';
import { expect, test } from 'vitest';
import { gramActivations } from '../activation-forms.ts';
import { propagateWith } from '../gram-backend.ts';
import { createKernelMachine } from '../kernel.ts';
import type { LayerMachineFactory } from '../layer-machine.ts';
import { createReferenceMachine } from '../reference.ts';
import { gaussianInputs, gramTask, inputsOf, type TaskOptions } from '../task.fixture.ts';

/** Every byte of every network's tangent kernel. */
function kernelsOf(factory: LayerMachineFactory, options: TaskOptions): string[] {
  const all: string[] = [];
  propagateWith(factory, gramTask(options), (_, outcome) => {
    if ('nonFiniteLayer' in outcome) throw new Error(`layer ${outcome.nonFiniteLayer} is not finite`);
    all.push(bytesOf(outcome));
  });
  return all;
}

function bytesOf({ ntk }: NetworkFeatures): string {
  expect(ntk.every(Number.isFinite)).toBe(true);
  return Buffer.from(ntk.buffer, ntk.byteOffset, ntk.byteLength).toString('base64');
}

function expectEqualBytes(options: TaskOptions, ntkInputs: number): void {
  const asked = { ...options, request: { ...options.request, ntkInputs } };
  const kernel = kernelsOf(createKernelMachine, asked);
  expect(kernel.length).toBeGreaterThan(0);
  expect(kernel).toEqual(kernelsOf(createReferenceMachine, asked));
}

const forms = [{}, { normalization: 'preactivation' }, { normalization: 'postactivation' }] as const;
const shapes = [
  {},
  { skip: 0.9 },
  { widthFactors: [1, 0.3, 2, 1] },
  { outputWidth: 1, parameterization: 'mup' },
] as const;

test.each(forms.flatMap((form) => shapes.map((shape) => ({ ...form, ...shape }))))(
  'kernel and reference agree to the bit: %o',
  (network) => {
    for (const [activation, width, asked] of [
      ['tanh', 70, 3],
      ['leaky-relu', 21, 2],
      ['sin', 64, 1],
    ] as const)
      expectEqualBytes(
        { activation, width, depth: 4, inputs: gaussianInputs(3), injected: 1, sigmaB: 0.4, network },
        asked,
      );
  },
);

test.each(gramActivations)('kernel and reference agree to the bit on the slopes of %s', (activation) => {
  expectEqualBytes({ activation, width: 65, depth: 3, inputs: gaussianInputs(2), sigmaW: 3 }, 2);
  expectEqualBytes({ activation, width: 5, depth: 3, inputs: inputsOf([[0]]), sigmaB: 0 }, 1);
});

test.each([1, 4, 5, 8, 17])(
  'kernel and reference agree to the bit for the first of %i inputs and for all',
  (count) => {
    const options = { activation: 'relu', width: 66, depth: 3, inputs: gaussianInputs(count), count: 1 };
    for (const asked of new Set([1, Math.ceil(count / 2), count])) expectEqualBytes(options, asked);
  },
);

test('kernel and reference agree to the bit where fresh rows fill more than a panel', () => {
  expectEqualBytes({ activation: 'relu', width: 66, depth: 3, inputs: gaussianInputs(70), count: 1 }, 66);
});

test('kernel and reference agree to the bit for more inputs than neurons and for repeated inputs', () => {
  const repeated = inputsOf([
    [1, 1, 0.5],
    [1, 1, 0.5],
    [0.5, 0.5, 1],
  ]);
  for (const inputs of [repeated, gaussianInputs(9), gaussianInputs(9, 4)])
    for (const width of [2, 5])
      expectEqualBytes({ activation: 'tanh', width, depth: 4, inputs, sigmaB: 0 }, inputs.count);
});
