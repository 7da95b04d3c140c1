import type { Architecture, InputData } from '@widthwise/network';
import type { NetworkFeatures } from '@widthwise/probes';
import { expect, test } from 'vitest';
import { leastPValue, type Observables } from '../../two-samples.fixture.ts';
import { propagateWith } from '../gram-backend.ts';
import { createKernelMachine } from '../kernel.ts';
import { sampleMean, score } from '../law.fixture.ts';
import type { LayerMachineFactory } from '../layer-machine.ts';
import { createReferenceMachine } from '../reference.ts';
import { gramTask } from '../task.fixture.ts';
import type { BackwardProblem, BackwardStep } from './backward-machine.ts';
import { explicitKernel, inputsAt } from './explicit-network.fixture.ts';
import { mutantOf } from './mutant.fixture.ts';

const NETWORKS = 4000;

interface Case {
  readonly network: Architecture;
  readonly inputs: InputData;
}

/** Contributions and their sum for each pair of inputs, and their products with what a forward pass shows in the last layer. */
function observe(
  all: Map<string, Float64Array>,
  network: number,
  ntk: Float64Array,
  last: readonly number[],
  depth: number,
): void {
  const size = Math.sqrt(ntk.length / depth);
  const store = (name: string, value: number): void => {
    const values = all.get(name) ?? new Float64Array(NETWORKS);
    values[network] = value;
    all.set(name, values);
  };
  for (let a = 0; a < size; a++)
    for (let b = 0; b <= a; b++) {
      let sum = 0;
      for (let layer = 0; layer < depth; layer++) {
        const value = ntk[(layer * size + a) * size + b]!;
        sum += value;
        store(`contribution ${layer + 1}, ${a}, ${b}`, value);
      }
      store(`ntk ${a}, ${b}`, sum);
      store(`ntk times last product ${a}, ${b}`, sum * last[a * size + b]!);
    }
}

function fromWeights({ network: architecture, inputs }: Case): Observables {
  const all = new Map<string, Float64Array>();
  for (let network = 0; network < NETWORKS; network++) {
    const { ntk, last } = explicitKernel(architecture, inputs, network);
    observe(all, network, ntk, [...last], architecture.depth);
  }
  return all;
}

function fromGram({ network: architecture, inputs }: Case, factory: LayerMachineFactory): Observables {
  const all = new Map<string, Float64Array>();
  const { activation, width, depth, sigmaW, sigmaB } = architecture;
  const request = { ntkInputs: inputs.count };
  const task = gramTask({
    activation,
    width,
    depth,
    inputs,
    sigmaW,
    sigmaB,
    request,
    network: architecture,
    first: 0,
    count: NETWORKS,
  });
  propagateWith(factory, task, (network, outcome) => {
    if ('nonFiniteLayer' in outcome) throw new Error(`layer ${outcome.nonFiniteLayer} is not finite`);
    observe(all, network, outcome.ntk, lastProducts(outcome, architecture), depth);
  });
  return all;
}

/** y·y of the last weights from the covariance that they make. */
function lastProducts(
  { kernel, inputs, depth, widths }: NetworkFeatures,
  { sigmaW, sigmaB }: Architecture,
): number[] {
  const scale = widths[depth - 2]! / sigmaW ** 2;
  return [...kernel.subarray((depth - 1) * inputs * inputs)].map((value) => (value - sigmaB ** 2) * scale);
}

const pair = inputsAt([
  [1.2, 0.4, -0.3],
  [0.2, 1, 0.9],
]);
const base = { activation: 'tanh', width: 7, depth: 4, sigmaW: 1.6, sigmaB: 0.8, outputWidth: 1 };
const plain: Case = { network: base, inputs: pair };
/** So narrow that one direction among the weights' shows. */
const narrow: Case = { network: { ...base, activation: 'relu', width: 3, sigmaB: 1.5 }, inputs: pair };
const wide: Case = { network: { ...base, activation: 'relu', width: 24 }, inputs: pair };
const hidden = { activation: 'tanh', width: 9, depth: 4, sigmaW: 1.6, sigmaB: 0.4 };
const many = inputsAt([
  [1, 0, 0],
  [1, 0.1, 0],
  [1, 0, 0],
  [0.5, -1, 0.3],
  [0.2, 0.7, -1.1],
]);

const cases: readonly (readonly [string, Case])[] = [
  ['tanh', plain],
  ['relu, narrow, with large biases', narrow],
  ['relu, wider', wide],
  [
    'sigmoid of several widths',
    { network: { ...base, activation: 'sigmoid', widthFactors: [1, 0.5, 2, 1] }, inputs: pair },
  ],
  ['neuron 1 of a hidden layer', { network: hidden, inputs: pair }],
  ['a skip connection', { network: { ...hidden, skip: 0.7 }, inputs: pair }],
  ['normalized preactivations', { network: { ...base, normalization: 'preactivation' }, inputs: pair }],
  [
    'normalized postactivations',
    { network: { ...base, activation: 'sigmoid', normalization: 'postactivation' }, inputs: pair },
  ],
  [
    'both of them together',
    { network: { ...hidden, skip: -0.6, normalization: 'preactivation' }, inputs: pair },
  ],
  ['more inputs than neurons, one repeated', { network: { ...base, width: 3 }, inputs: many }],
];

const ALPHA = 1e-3;

/** Largest difference of means, in standard errors. */
function worstScore(a: Observables, b: Observables): number {
  const meanOf = (values: Float64Array | undefined) => sampleMean([...(values ?? [])]);
  return Math.max(...[...a.keys()].map((name) => Math.abs(score(meanOf(a.get(name)), meanOf(b.get(name))))));
}

/** Whether no distribution function differs with p < 1e-3, corrected for their number, and no mean by 5 standard errors. */
function agree(a: Observables, b: Observables): boolean {
  return leastPValue(a, b).p > ALPHA && worstScore(a, b) < 5;
}

test.each(cases)(
  'contributions, kernels and their products with forward values have the law of explicit weights: %s (false alarm 1.1e-3)',
  (_, asked) => {
    expect(agree(fromGram(asked, createKernelMachine), fromWeights(asked))).toBe(true);
  },
);

/** Every slope 1. */
function withoutSlopes(problem: BackwardProblem): BackwardProblem {
  const { form } = problem;
  if (form.kind !== 'table') throw new Error('only a table has slopes to replace');
  const coefficients = form.table.coefficients.map((_, i) => (i % 8 === 0 ? 1 : 0));
  return { ...problem, form: { ...form, slopes: () => ({ ...form.table, coefficients }) } };
}

const withoutConditioning = ({ above, ...step }: BackwardStep): BackwardStep => ({
  ...step,
  above: { ...above, preactivations: new Float64Array(above.preactivations.length) },
});

const mutants: readonly (readonly [string, Case, LayerMachineFactory])[] = [
  [
    'without the preactivations above',
    plain,
    mutantOf(createReferenceMachine, { step: withoutConditioning }),
  ],
  ['without φ′', plain, mutantOf(createReferenceMachine, { problem: withoutSlopes })],
  [
    'with σ_w off by 2 % on the way back',
    wide,
    mutantOf(createReferenceMachine, {
      step: (step) => ({ ...step, weightDeviation: step.weightDeviation * 1.02 }),
    }),
  ],
];

test.each(mutants)('the comparison rejects signals %s', (_, asked, factory) => {
  expect(agree(fromGram(asked, factory), fromWeights(asked))).toBe(false);
});
