import type { PropagateTask } from '@widthwise/experiments';
import { type Architecture, activations } from '@widthwise/network';
import type { FeatureRequest } from '@widthwise/probes';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadBackend } from './backends.ts';
import { type DenseCase, everything, taskOfCase } from './dense/dense-cases.ts';
import { leastPValue, type Observables, observablesOf, varying } from './two-samples.fixture.ts';

const networks = 2048;
const depth = 6;
const base: DenseCase = {
  activation: 'tanh',
  width: 32,
  depth,
  sigmaW: 1.5,
  sigmaB: 0.3,
  first: 0,
  count: networks,
};
const withTangents: FeatureRequest = {
  ...everything,
  tangents: { starts: [1, 3, depth - 1], directions: 1 },
  jacobianGains: true,
};
/** The Gram sampler has the tangent kernel of Gaussian weights alone. */
const requestOf = ({ weights }: Partial<Architecture>): FeatureRequest =>
  weights === undefined ? { ...withTangents, ntkInputs: 2 } : withTangents;
const onlyKernels = (observables: Observables): Observables =>
  new Map([...observables].filter(([name]) => name.startsWith('ntk')));

/** What a sampler can do, each by a network that needs it. */
const capabilities: readonly (readonly [string, Partial<DenseCase>, Partial<Architecture>])[] = [
  ['tanh with biases', {}, {}],
  ['relu with biases', { activation: 'relu' }, {}],
  ['a skip connection', {}, { skip: 0.5 }],
  ['normalization before φ', { activation: 'relu' }, { normalization: 'preactivation', skip: 0.9 }],
  ['normalization after φ', { activation: 'erf' }, { normalization: 'postactivation' }],
  [
    'a bottleneck and the output of maximal update',
    {},
    { parameterization: 'mup', widthFactors: [1, 0.5, 2, 1, 1, 1], outputWidth: 4 },
  ],
  ['orthogonal weights of all shapes', {}, { weights: 'orthogonal', widthFactors: [1, 0.5, 2, 1, 1, 1] }],
];
/** Probability that one of the comparisons of `capabilities` fails although all laws agree. */
const FALSE_ALARM = 1e-3;
const LEVEL = FALSE_ALARM / capabilities.length;

/** Networks of other indices, since both samplers draw injected columns and tangents from the same streams. */
const gramOf = async (task: PropagateTask): Promise<Observables> =>
  observablesOf(await loadBackend('gram'), { ...task, first: networks });
const denseOf = async (task: PropagateTask): Promise<Observables> =>
  observablesOf(await loadBackend('dense'), task);

describe.each(capabilities)('explicit weights and the Gram sampler: %s', (_name, change, variant) => {
  const task = taskOfCase({ ...base, ...change, features: requestOf(variant), variant });
  const { architecture } = task;
  let gram: Observables;
  beforeAll(async () => {
    gram = await gramOf(task);
  });

  it('agree in law on every observable: two-sample Kolmogorov–Smirnov, Bonferroni', async () => {
    const { p, name } = leastPValue(await denseOf(task), gram);
    expect(p, name).toBeGreaterThan(LEVEL);
  });

  it('would not if σ_w were 2 % off, biases were missing or tangents lacked φ′', async () => {
    const mutants: readonly PropagateTask[] = [
      { ...task, architecture: { ...architecture, sigmaW: 1.02 * architecture.sigmaW } },
      { ...task, architecture: { ...architecture, sigmaB: 0 } },
      { ...task, activation: { ...task.activation, dphi: () => 1 } },
    ];
    for (const mutant of mutants) {
      const found = await denseOf(mutant);
      expect(leastPValue(...varying(found, gram)).p).toBeLessThan(LEVEL);
      // Gradients without φ′ are seen in tangent kernels alone, too.
      const kernels = onlyKernels(found);
      if (mutant.activation !== task.activation && kernels.size > 0)
        expect(leastPValue(kernels, onlyKernels(gram)).p).toBeLessThan(LEVEL);
    }
  });
});

describe('every activation', () => {
  const names = Object.keys(activations);

  it.each(names)('gives explicit weights and the Gram sampler one law: %s', async (activation) => {
    const task = taskOfCase({ ...base, activation, depth: 4, width: 16, count: 1024, features: everything });
    const { p, name } = leastPValue(await denseOf(task), await gramOf(task));
    expect(p, name).toBeGreaterThan(FALSE_ALARM / names.length);
  });
});
