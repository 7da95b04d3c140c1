import { type ParameterizationName, parameterizations } from '@widthwise/network';
import { expect, test } from 'vitest';
import { propagateWith } from '../gram-backend.ts';
import { createKernelMachine } from '../kernel.ts';
import { type SampleMean, sampleMean, score } from '../law.fixture.ts';
import type { LayerMachineFactory } from '../layer-machine.ts';
import { gramTask } from '../task.fixture.ts';
import { inputsAt } from './explicit-network.fixture.ts';
import { mutantOf } from './mutant.fixture.ts';

interface Asked {
  readonly width: number;
  readonly depth: number;
  readonly angle?: number;
  readonly sigmaW?: number;
  readonly sigmaB?: number;
  readonly parameterization?: ParameterizationName;
  readonly networks: number;
}

/** Contributions of every layer to Θ_ab of networks with one readout, relu, for a and b on the unit circle; [networks][L]. */
function contributions(factory: LayerMachineFactory, asked: Asked): number[][] {
  const { width, depth, angle, sigmaW = 1, sigmaB = 0.1, parameterization = 'ntk', networks } = asked;
  const inputs = inputsAt([[1, 0], ...(angle === undefined ? [] : [[Math.cos(angle), Math.sin(angle)]])]);
  const all: number[][] = [];
  const task = gramTask({
    activation: 'relu',
    width,
    depth,
    inputs,
    sigmaW,
    sigmaB,
    first: 0,
    count: networks,
    network: { outputWidth: 1, parameterization },
    request: { ntkInputs: inputs.count },
  });
  propagateWith(factory, task, (_, outcome) => {
    if ('nonFiniteLayer' in outcome) throw new Error(`layer ${outcome.nonFiniteLayer} is not finite`);
    const square = inputs.count ** 2;
    all.push(Array.from({ length: depth }, (_, layer) => outcome.ntk[layer * square + inputs.count - 1]!));
  });
  return all;
}

const kernels = (factory: LayerMachineFactory, asked: Asked): number[] =>
  contributions(factory, asked).map((values) => values.reduce((sum, value) => sum + value, 0));

/** Variance and its standard error from the fourth central moment, √((m₄ − v²)/M). */
function sampleVariance(values: readonly number[]): SampleMean {
  const { mean } = sampleMean(values);
  return sampleMean(values.map((value) => (value - mean) ** 2));
}

const exact = (mean: number): SampleMean => ({ mean, standardError: 0 });

/** Mean and variance of Θ^L(x, x) of relu networks with hidden widths n, c = σ_w² and d = σ_b². */
function exactMoments({ width: n, depth, sigmaW = 1, sigmaB = 0.1 }: Asked): readonly [number, number] {
  const [c, d] = [sigmaW ** 2, sigmaB ** 2];
  let q = c / 2 + d;
  let [t, q2, qt, t2, s, u] = [0, q * q, 0, 0, 0, 0];
  for (let hidden = 1; hidden < depth; hidden++) {
    const whole = q2 + 2 * c * qt + c * c * (t2 + 2 * s);
    const masked = q2 + 2 * c * qt + c * c * t2;
    const joint = (q2 + c * qt + 2 * c * c * u) / (2 * n);
    const rest = (n - 1) / (4 * n);
    const next = {
      q2: c * c * q2 * (1 / 4 + 5 / (4 * n)) + c * d * q + d * d,
      qt: (d * (q + c * t)) / 2 + c * (joint + rest * (q2 + c * qt)),
      t2: whole / (2 * n) + rest * masked,
      s: whole / (2 * n) + rest * c * c * s,
      u: joint + rest * c * c * u,
    };
    [q, t] = [(c * q) / 2 + d, (q + c * t) / 2];
    ({ q2, qt, t2, s, u } = next);
  }
  const mean = q + c * t;
  return [mean, q2 + 2 * c * qt + c * c * (t2 + 2 * s) - mean * mean];
}

/** n Var Θ^L(x, x) at q₁ = 0.51, c = 1, d = 0.01, L = 2 … 5. */
const table: readonly (readonly [number, readonly number[]])[] = [
  [8, [0.7803, 1.195732, 1.08007, 0.772285]],
  [32, [0.7803, 1.023517, 0.777324, 0.46271]],
  [128, [0.7803, 0.980464, 0.711818, 0.40531]],
];
const limits = [0.52, 0.4025, 0.2825, 0.191875];
const cells = table.flatMap(([width, variances]) =>
  variances.map((variance, i) => ({ width, depth: i + 2, variance, limit: limits[i]! })),
);

test.each(cells)(
  'at width $width and depth $depth the diagonal has the limit’s mean and n Var = $variance: |z| < 4, false alarm 1.3e-4',
  ({ width, depth, variance, limit }) => {
    const [mean, exactVariance] = exactMoments({ width, depth, networks: 0 });
    expect(mean).toBeCloseTo(limit, 12);
    expect(width * exactVariance).toBeCloseTo(variance, 6);
    const values = kernels(createKernelMachine, { width, depth, networks: 20_000 });
    expect(Math.abs(score(sampleMean(values), exact(limit)))).toBeLessThan(4);
    expect(Math.abs(score(sampleVariance(values), exact(exactVariance)))).toBeLessThan(4);
  },
);

/** z-scores of mean and variance against the exact law where one direction among the weights' counts for much. */
function narrowScores(factory: LayerMachineFactory, sigmaW = 1): number[] {
  const asked = { width: 2, depth: 4, sigmaB: 1, networks: 100_000 };
  const [mean, variance] = exactMoments(asked);
  const values = kernels(factory, { ...asked, sigmaW });
  return [score(sampleMean(values), exact(mean)), score(sampleVariance(values), exact(variance))];
}

test('at width 2 and σ_b = 1 mean and variance are exact: |z| < 4, false alarm 1.3e-4', () => {
  for (const z of narrowScores(createKernelMachine)) expect(Math.abs(z)).toBeLessThan(4);
});

test('the exact law rejects signals without the bias coordinate and σ_w off by 2 %', () => {
  const mutant = mutantOf(createKernelMachine, { step: (step) => ({ ...step, biasDeviation: 0 }) });
  expect(Math.abs(narrowScores(mutant)[0]!)).toBeGreaterThan(4);
  expect(Math.abs(narrowScores(createKernelMachine, 1.02)[0]!)).toBeGreaterThan(4);
});

const pairs = [
  { gamma: 'π/2', angle: Math.PI / 2, variance: 0.0626384277, limit: 0.0962158338 },
  { gamma: 'π', angle: Math.PI, variance: 0.0311923542, limit: -0.0113169679 },
];

test.each(pairs.flatMap((pair) => [8, 64].map((width) => ({ ...pair, width }))))(
  'one hidden layer of width $width at angle $gamma has n Var = $variance and the limit’s mean: |z| < 4, false alarm 1.3e-4',
  ({ angle, variance, limit, width }) => {
    const values = kernels(createKernelMachine, { width, depth: 2, angle, networks: 20_000 });
    expect(Math.abs(score(sampleMean(values), exact(limit)))).toBeLessThan(4);
    expect(Math.abs(score(sampleVariance(values), exact(variance / width)))).toBeLessThan(4);
  },
);

/** E of each layer's contribution on the diagonal: (λ E y·y + β) E ‖δ‖², relu's mask being a fair coin at every neuron. */
function expectedContributions(
  name: ParameterizationName,
  { width, depth, sigmaW = 1, sigmaB = 0.1 }: Asked,
): number[] {
  const place = (layer: number) => {
    const hidden = layer === depth ? 'output' : 'hidden';
    const role = layer === 1 ? 'input' : hidden;
    const fanIn = layer === 1 ? 2 : width;
    const fanOut = layer === depth ? 1 : width;
    return parameterizations[name]({ role, fanIn, fanOut, sigmaW, sigmaB });
  };
  let products = 1;
  const sums = Array.from({ length: depth }, (_, index) => {
    const { weightGradient, biasGradient, weightVariance } = place(index + 1);
    const sum = weightGradient * products + biasGradient;
    products = (width * (weightVariance * products + sigmaB ** 2)) / 2;
    return sum;
  });
  return sums.map((sum, index) => {
    let signals = 1;
    for (let layer = depth; layer > index + 1; layer--) signals *= (place(layer).weightVariance * width) / 2;
    return sum * signals;
  });
}

test.each(Object.keys(parameterizations) as ParameterizationName[])(
  'every layer’s mean contribution on the diagonal is the product of expectations in parameterization %s: |z| < 4, false alarm 5e-4',
  (parameterization) => {
    for (const width of [6, 40]) {
      const asked = { width, depth: 4, sigmaW: 1.3, sigmaB: 0.5, parameterization, networks: 20_000 };
      const sampled = contributions(createKernelMachine, asked);
      for (const [index, mean] of expectedContributions(parameterization, asked).entries()) {
        const { mean: seen, standardError } = sampleMean(sampled.map((values) => values[index]!));
        expect(Math.abs(seen - mean)).toBeLessThan(4 * standardError + 1e-12 * mean);
      }
    }
  },
);
