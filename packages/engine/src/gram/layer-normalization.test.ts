import { resolveActivation } from '@widthwise/network';
import { expect, test } from 'vitest';
import { activationForm } from './activation-forms.ts';
import { createKernelMachine } from './kernel.ts';
import type { GramProblem, LayerMachine } from './layer-machine.ts';
import { jacobianGain, normalizeLayer } from './layer-normalization.ts';

const width = 21;
const names = ['preactivation', 'postactivation'] as const;

/** One layer of two inputs and one tangent, all independent, as the machine leaves it. */
function layerOf(normalization: (typeof names)[number]): { problem: GramProblem; machine: LayerMachine } {
  const problem: GramProblem = {
    key: [3, 4],
    layers: [{ width, columns: 3, known: 2, biasDeviation: 0, biased: 0 }],
    inputs: 2,
    injected: 0,
    probedInputs: 2,
    probedNeurons: 0,
    pitGrid: undefined,
    form: activationForm('tanh'),
    gains: 2,
    skip: 0,
    normalization,
    keepsLayers: true,
    workspaceBytes: 0,
  };
  const machine = createKernelMachine(problem);
  machine.enter(1);
  for (let c = 0; c < 3; c++) machine.covariance[c * machine.stride + c] = 1;
  machine.covariance[2] = 0.3;
  machine.useFactor();
  machine.run({ network: 7, mean: 0, isLast: false });
  normalizeLayer(problem, machine, 1, false);
  return { problem, machine };
}

function columnsOf(machine: LayerMachine): number[][] {
  const { preactivations } = machine.layer(1);
  return [0, 1, 2].map((c) => [...preactivations.subarray(c * 64, c * 64 + width)]);
}

function normalize(values: readonly number[]): number[] {
  const mean = values.reduce((sum, v) => sum + v, 0) / width;
  const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / width);
  return values.map((v) => (v - mean) / sd);
}

/** y(h) by its definition. */
const respond = (normalization: (typeof names)[number], h: readonly number[]): number[] =>
  normalization === 'preactivation' ? normalize(h).map(Math.tanh) : normalize(h.map(Math.tanh));

const dot = (x: readonly number[], y: readonly number[]): number =>
  x.reduce((sum, v, i) => sum + v * y[i]!, 0);

test.each(names)(
  'of normalized %ss the Gram matrix is that of y and its derivative by differences: 1e-13 and 1e-7',
  (normalization) => {
    const { machine } = layerOf(normalization);
    const [a = [], b = [], u = []] = columnsOf(machine);
    const y = [a, b].map((h) => respond(normalization, h));
    const step = 1e-5;
    const above = respond(
      normalization,
      a.map((h, i) => h + step * u[i]!),
    );
    const below = respond(
      normalization,
      a.map((h, i) => h - step * u[i]!),
    );
    const d = above.map((value, i) => (value - below[i]!) / (2 * step));
    const gram = (i: number, j: number): number => machine.activationGram[j * machine.stride + i]!;
    expect(gram(0, 0)).toBeCloseTo(dot(y[0]!, y[0]!), 12);
    expect(gram(1, 0)).toBeCloseTo(dot(y[1]!, y[0]!), 12);
    expect(gram(1, 1)).toBeCloseTo(dot(y[1]!, y[1]!), 12);
    expect(gram(2, 0)).toBeCloseTo(dot(d, y[0]!), 7);
    expect(gram(2, 1)).toBeCloseTo(dot(d, y[1]!), 7);
    expect(gram(2, 2)).toBeCloseTo(dot(d, d), 7);
  },
);

test.each(names)(
  'the gain of normalized %ss is σ_w²/N times the squared norm of the whole Jacobian: 1e-12',
  (normalization) => {
    const { problem, machine } = layerOf(normalization);
    const { dphi } = resolveActivation({ activation: 'tanh' });
    for (const [input, h] of columnsOf(machine).slice(0, 2).entries()) {
      const source = normalization === 'preactivation' ? h : h.map(Math.tanh);
      const x = normalize(source);
      const mean = source.reduce((sum, v) => sum + v, 0) / width;
      const variance = source.reduce((sum, v) => sum + (v - mean) ** 2, 0) / width;
      let sum = 0;
      for (let i = 0; i < width; i++)
        for (let j = 0; j < width; j++) {
          const projection = (i === j ? 1 : 0) - 1 / width - (x[i]! * x[j]!) / width;
          const slope = normalization === 'preactivation' ? dphi(x[i]!) : dphi(h[j]!);
          sum += (projection * slope) ** 2 / variance;
        }
      expect(jacobianGain(problem, machine, 1, input, 0.1)).toBeCloseTo(0.1 * sum, 12);
    }
  },
);

test('kept statistics are mean and inverse standard deviation', () => {
  const { machine } = layerOf('preactivation');
  const [h = []] = columnsOf(machine);
  const [mean, inverse] = machine.layer(1).normalization;
  expect(h.map((v) => (v - mean!) * inverse!)).toEqual(normalize(h).map((x) => expect.closeTo(x, 14)));
});

test('a layer without spread has no normalization: its Gram matrix is not finite', () => {
  const { problem, machine } = layerOf('preactivation');
  machine.covariance.fill(0);
  machine.useFactor();
  machine.run({ network: 0, mean: 0, isLast: false });
  normalizeLayer(problem, machine, 1, false);
  expect(machine.activationGram[0]).toBeNaN();
});
