import type { NetworkFeatures } from '@widthwise/probes';
import { expect, test } from 'vitest';
import { activationForm } from './activation-forms.ts';
import { factorizeDependent, MOST_LEFT_OUT } from './dependent-inputs.ts';
import { propagateWith } from './gram-backend.ts';
import { createKernelMachine } from './kernel.ts';
import type { LayerMachine } from './layer-machine.ts';
import { gaussianInputs, gramTask, inputsOf } from './task.fixture.ts';

function machineOf(inputs: number): LayerMachine {
  const machine = createKernelMachine({
    key: [1, 2],
    layers: [{ width: 1, columns: inputs, known: inputs, biasDeviation: 0, biased: 0 }],
    inputs,
    injected: 0,
    probedInputs: 0,
    probedNeurons: 0,
    pitGrid: undefined,
    form: activationForm('linear'),
    gains: 0,
    skip: 0,
    normalization: undefined,
    keepsLayers: false,
    workspaceBytes: 0,
  });
  machine.enter(1);
  return machine;
}

type Kernel = (i: number, j: number) => number;

/** Largest |L Lᵀ − K|/√(K_ii K_jj), and whether inputs had to be factorized together. */
function errorOf(inputs: number, kernel: Kernel): { readonly error: number; readonly isTogether: boolean } {
  const machine = machineOf(inputs);
  const { covariance, stride } = machine;
  const fill = (): void => {
    for (let j = 0; j < inputs; j++)
      for (let i = j; i < inputs; i++) covariance[j * stride + i] = kernel(i, j);
  };
  fill();
  const isTogether = machine.factorize(inputs) > MOST_LEFT_OUT;
  if (isTogether) {
    fill();
    factorizeDependent(covariance, stride, inputs, inputs);
  }
  const rows = Array.from({ length: inputs }, (_, i) =>
    Float64Array.from({ length: i + 1 }, (_, j) => covariance[j * stride + i]!),
  );
  let worst = 0;
  for (const [i, row] of rows.entries())
    for (let j = 0; j <= i; j++) {
      const other = rows[j]!;
      let sum = 0;
      for (let k = 0; k <= j; k++) sum += row[k]! * other[k]!;
      worst = Math.max(worst, Math.abs(sum - kernel(i, j)) / Math.sqrt(kernel(i, i) * kernel(j, j)));
    }
  return { error: worst, isTogether };
}

function wishart(count: number, dimension: number): Kernel {
  const { overlaps } = gaussianInputs(count, dimension);
  return (i, j) => overlaps[i * count + j]!;
}

const bell =
  (count: number, length: number): Kernel =>
  (i, j) =>
    Math.exp(-(((i - j) / count / length) ** 2) / 2);

const circle =
  (count: number): Kernel =>
  (i, j) =>
    2 * Math.cos((2 * Math.PI * (i - j)) / count) + 0.05;

const few = wishart(100, 20);
const kernels: readonly (readonly [string, number, Kernel])[] = [
  ['more inputs than neurons', 200, wishart(200, 30)],
  ['one input more than neurons', 200, wishart(200, 199)],
  ['every input twice', 200, (i, j) => few(i % 100, j % 100)],
  ['nearly equal inputs', 200, (i, j) => 1 + 1e-9 * few(i % 100, j % 100) + (i === j ? 1e-13 : 0)],
  ['a short arc', 200, (i, j) => Math.cos(1e-3 * (i - j))],
  ['a circle', 200, circle(200)],
  ['a smooth kernel', 200, bell(200, 0.1)],
  ['a smoother kernel', 200, bell(200, 1)],
  ['a Hilbert matrix', 200, (i, j) => 1 / (i + j + 1)],
  ['two inputs 1e-8 apart', 2, (i, j) => (i === j ? 1 : 1 - 5e-17)],
];

test.each(kernels)(
  'of %s the factor gives back the covariance: error below 2⁻³², and below 64 B 2⁻⁵² if inputs are factorized together',
  (_, count, kernel) => {
    const { error, isTogether } = errorOf(count, kernel);
    expect(error).toBeLessThan(isTogether ? 64 * count * 2 ** -52 : MOST_LEFT_OUT);
  },
);

test('smooth dependence alone is factorized together; in the order of the inputs it would be lost', () => {
  expect(errorOf(200, bell(200, 0.1)).isTogether).toBe(true);
  expect(errorOf(200, wishart(200, 300)).isTogether).toBe(false);
  expect(errorOf(200, wishart(200, 30)).isTogether).toBe(false);
  expect(errorOf(5, circle(5)).isTogether).toBe(false);
});

test('columns after the inputs keep their covariance and do not touch the inputs’ factor', () => {
  const count = 60;
  // Column 60 shares 0.5 of its variance with the inputs, column 61 with column 60.
  const kernel: Kernel = (i, j) => {
    if (i < count) return bell(count, 0.3)(i, j) + 0.2;
    if (i === count) return j < count ? 0.1 : 1;
    return j === i ? 1 : j === count ? 0.5 : 0.05;
  };
  const factorOf = (columns: number): Float64Array => {
    const k = new Float64Array(64 * 64);
    for (let j = 0; j < columns; j++) for (let i = j; i < columns; i++) k[j * 64 + i] = kernel(i, j);
    factorizeDependent(k, 64, count, columns);
    return k;
  };
  const alone = factorOf(count);
  const whole = factorOf(62);
  for (let j = 0; j < 62; j++)
    for (let i = j; i < 62; i++) {
      if (i < count) expect(whole[j * 64 + i]).toBe(alone[j * 64 + i]);
      let sum = 0;
      for (let m = 0; m <= j; m++) sum += whole[m * 64 + i]! * whole[m * 64 + j]!;
      expect(sum).toBeCloseTo(kernel(i, j), i < count ? 11 : 8);
    }
});

function lastGram(overlaps: readonly (readonly number[])[]): {
  size: number;
  gram: Float64Array;
  kernel: Float64Array;
} {
  const inputs = inputsOf(overlaps);
  const all: NetworkFeatures[] = [];
  propagateWith(
    createKernelMachine,
    gramTask({ activation: 'tanh', width: 300, depth: 12, inputs, sigmaW: 3, sigmaB: 0, count: 1 }),
    (_, outcome) => {
      if ('nonFiniteLayer' in outcome) throw new Error(`layer ${outcome.nonFiniteLayer} is not finite`);
      all.push(structuredClone(outcome));
    },
  );
  const size = overlaps.length;
  return {
    size,
    gram: all[0]!.gram.subarray(11 * size * size),
    kernel: all[0]!.kernel.subarray(11 * size * size),
  };
}

test('repeated and opposite inputs among smoothly dependent ones stay so in a chaotic network', () => {
  // Inputs 41 to 60 repeat the first 20, inputs 61 to 80 oppose the next 20; equal inputs have equal overlaps, as vectors give them.
  const place = (i: number): number => (2 * Math.PI * (i % 40)) / 200;
  const sign = (i: number): number => (i < 60 ? 1 : -1);
  const exact = Array.from({ length: 80 }, (_, i) =>
    Array.from({ length: 80 }, (_, j) => sign(i) * sign(j) * Math.cos(place(i) - place(j))),
  );
  const { size, gram } = lastGram(exact);
  const at = (i: number, j: number): number => gram[i * size + j]!;
  for (let i = 0; i < 20; i++) {
    // Rounding grows threefold a layer.
    expect(at(i + 40, i) / at(i, i)).toBeCloseTo(1, 7);
    expect(at(i + 60, i + 20) / at(i + 20, i + 20)).toBeCloseTo(-1, 7);
  }
});
