import type { Architecture } from '@widthwise/network';
import { expect, test } from 'vitest';
import { explicitNetwork, type Observed } from './explicit-network.fixture.ts';
import { propagateWith } from './gram-backend.ts';
import { createKernelMachine } from './kernel.ts';
import { batchMean, type SampleMean, sampleMean, score } from './law.fixture.ts';
import type { LayerMachineFactory } from './layer-machine.ts';
import { gramTask, inputsOf } from './task.fixture.ts';

const depth = 4;
const count = 4000;
const correlation = 0.6;

/** Two inputs of dimension n₀ with lengths 1 and the given correlation. */
function vectorsOf(dimension: number): Float64Array[] {
  const root = Math.sqrt(dimension);
  const first = new Float64Array(dimension);
  first[0] = root;
  const second = new Float64Array(dimension);
  second[0] = root * correlation;
  second[1] = root * Math.sqrt(1 - correlation ** 2);
  return [first, second];
}

function fromGram(architecture: Architecture, dimension: number, factory: LayerMachineFactory): Observed[] {
  const all: Observed[] = [];
  const overlaps = [
    [1, correlation],
    [correlation, 1],
  ];
  const task = gramTask({
    ...architecture,
    depth,
    inputs: { ...inputsOf(overlaps), dimension },
    first: 0,
    count,
    network: architecture,
    request: { probedInputs: 1, tangents: { starts: [1], directions: 1 }, jacobianGains: true },
  });
  propagateWith(factory, task, (network, outcome) => {
    if ('nonFiniteLayer' in outcome) throw new Error(`network ${network} is not finite`);
    const at = (depth - 1) * 4;
    all.push({
      q: outcome.gram[at]!,
      overlap: outcome.gram[at + 1]!,
      fourth: outcome.powerSums[at * 2 + 3]!,
      tangent: outcome.tangentNorms[depth - 1]!,
      gain: outcome.jacobianGains[depth - 1]!,
    });
  });
  return all;
}

function statistics(networks: readonly Observed[]): Record<string, SampleMean> {
  const average = (batch: readonly Observed[], f: (network: Observed) => number): number =>
    batch.reduce((sum, network) => sum + f(network), 0) / batch.length;
  const deviation = (f: (network: Observed) => number): SampleMean =>
    batchMean(networks, (batch) => {
      const mean = average(batch, f);
      return Math.sqrt(average(batch, (network) => (f(network) - mean) ** 2));
    });
  return {
    length: sampleMean(networks.map(({ q }) => q)),
    overlap: sampleMean(networks.map(({ overlap }) => overlap)),
    lengthDeviation: deviation(({ q }) => q),
    kurtosis: batchMean(
      networks,
      (batch) => average(batch, ({ fourth }) => fourth) / average(batch, ({ q }) => q) ** 2,
    ),
    tangent: sampleMean(networks.map(({ tangent }) => tangent)),
    logTangent: sampleMean(networks.map(({ tangent }) => Math.log(tangent))),
    tangentWithLength: sampleMean(networks.map(({ tangent, q }) => tangent * q)),
    gain: sampleMean(networks.map(({ gain }) => gain)),
    gainDeviation: deviation(({ gain }) => gain),
  };
}

const explicit = new Map<string, Record<string, SampleMean>>();

function explicitStatistics(architecture: Architecture, dimension: number): Record<string, SampleMean> {
  const key = JSON.stringify([architecture, dimension]);
  const known = explicit.get(key);
  if (known !== undefined) return known;
  const inputs = vectorsOf(dimension);
  const made = statistics(
    Array.from({ length: count }, (_, network) => explicitNetwork(architecture, inputs, network)),
  );
  explicit.set(key, made);
  return made;
}

/** z-scores between explicit networks and those of the sampler, which may be a mutant. */
function scores(
  architecture: Architecture,
  dimension: number,
  mutant: { readonly network?: Partial<Architecture>; readonly factory?: LayerMachineFactory } = {},
): Record<string, number> {
  const expected = explicitStatistics(architecture, dimension);
  const sampled = statistics(
    fromGram({ ...architecture, ...mutant.network }, dimension, mutant.factory ?? createKernelMachine),
  );
  return Object.fromEntries(
    Object.keys(expected).map((name) => [name, Math.abs(score(sampled[name]!, expected[name]!))]),
  );
}

const worst = (all: Record<string, number>): number => Math.max(...Object.values(all));

const plain = { activation: 'tanh', width: 16, depth, sigmaW: 1.5, sigmaB: 0.3 };
const cases: readonly (readonly [string, Architecture, number])[] = [
  ['a plain network', plain, 2],
  ['a bottleneck', { ...plain, widthFactors: [1, 0.25, 2, 1] }, 2],
  ['an output layer under mup', { ...plain, outputWidth: 5, parameterization: 'mup' }, 2],
  ['a skip connection', { ...plain, skip: 0.8 }, 2],
  ['normalized preactivations', { ...plain, normalization: 'preactivation' }, 2],
  [
    'normalized preactivations with a skip',
    { ...plain, activation: 'gelu', normalization: 'preactivation', skip: 1 },
    2,
  ],
  [
    'normalized postactivations',
    { ...plain, activation: 'leaky-relu', negativeSlope: 0.3, normalization: 'postactivation' },
    2,
  ],
  [
    'normalized postactivations with a skip',
    { ...plain, activation: 'sigmoid', normalization: 'postactivation', skip: 0.5 },
    2,
  ],
  ['Haar weights', { ...plain, weights: 'orthogonal' }, 16],
  [
    'Haar weights of changing width',
    { ...plain, widthFactors: [0.5, 1, 0.5, 0.25], weights: 'orthogonal' },
    6,
  ],
  ['Haar weights with a skip', { ...plain, skip: 0.7, weights: 'orthogonal' }, 6],
];

test.each(cases)(
  'lengths, overlaps, kurtosis, tangents and gains of %s are those of explicit weights: |z| < 4, false alarm 6e-4',
  (_, architecture, dimension) => {
    for (const [name, z] of Object.entries(scores(architecture, dimension))) expect(z, name).toBeLessThan(4);
  },
);

const wide = { ...plain, width: 48 };

test('the same comparison rejects σ_w off by 2 %', () => {
  expect(worst(scores(wide, 2, { network: { sigmaW: 1.53 } }))).toBeGreaterThan(4);
});

test('the same comparison rejects a missing bias', () => {
  expect(worst(scores(wide, 2, { network: { sigmaB: 0 } }))).toBeGreaterThan(4);
  expect(worst(scores({ ...plain, weights: 'orthogonal' }, 16, { network: { sigmaB: 0 } }))).toBeGreaterThan(
    4,
  );
});

test('the same comparison rejects Gaussian weights for Haar weights', () => {
  expect(
    worst(scores({ ...plain, weights: 'orthogonal' }, 16, { network: { weights: 'gaussian' } })),
  ).toBeGreaterThan(4);
});

test('the same comparison rejects tangents without φ′, and nothing else of theirs', () => {
  const withoutSlopes: LayerMachineFactory = (problem) => {
    const { form } = problem;
    if (form.kind === 'bend') throw new Error('this mutant needs a table');
    const { table } = form;
    const coefficients = table.coefficients.map((_, i) => (i % 8 === 0 ? 1 : 0));
    return createKernelMachine({ ...problem, form: { ...form, slopes: () => ({ ...table, coefficients }) } });
  };
  const { tangent, gain, length, kurtosis } = scores(wide, 2, { factory: withoutSlopes });
  expect(Math.min(tangent!, gain!)).toBeGreaterThan(4);
  expect(Math.max(length!, kurtosis!)).toBeLessThan(4);
});
