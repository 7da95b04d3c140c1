import { experiments } from '@widthwise/experiments';
import { weightLaws } from '@widthwise/network';
import { probes } from '@widthwise/probes';
import { expect, test } from 'vitest';
import { SpecError } from './fault.ts';
import { planSweep } from './plan.ts';

type Section = Readonly<Record<string, unknown>>;

const network = { activation: 'tanh', width: 64, depth: 10, sigmaW: 0.5 };
const spec = { name: 'test', network, networks: 4 };

/** "CODE: message" of every fault. */
function faultsOf(written: Section): string[] {
  try {
    planSweep({ ...spec, ...written }, { force: false, memoryLimitBytes: 2 ** 33, unavailable: {} });
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.faults.map(({ code, message }) => `${code}: ${message}`);
  }
}
const withNetwork = (keys: Section, rest: Section = {}) =>
  faultsOf({ ...rest, network: { ...network, ...keys } });
const equilibrium = (keys: Section, rest: Section = {}) =>
  withNetwork(keys, { experiment: 'equilibrium', ...rest });

test('a rule that some cells break is told once, with the first of them', () => {
  const faults = withNetwork({ skip: [0, 0.5, 1], taper: [1, 0.5], depth: 3 });
  expect(faults).toEqual([
    'SPEC_CONFLICT: network.skip joins layers of one width, got 0.5 with layers of [64,32,16] neurons. Leave skip out, or give every layer one width.',
  ]);
  expect(withNetwork({ skip: [0, 0.5], taper: [1, 0.5] }, { exclude: ['skip > 0 and taper < 1'] })).toEqual(
    [],
  );
});

test('an output of another width ends a list of widths', () => {
  const { width: _width, depth: _depth, ...bare } = network;
  expect(faultsOf({ network: { ...bare, widths: [8, 4], outputWidth: [4, 1] } })).toEqual([
    'SPEC_CONFLICT: network.outputWidth must be the last of network.widths, 4, got 1. The list has the output too.',
  ]);
  expect(withNetwork({ bottleneck: [10, 0.5], outputWidth: 1 }).join()).toMatch(
    /^SPEC_CONFLICT: network\.bottleneck names layer 10, the output/,
  );
});

test('normalization needs two neurons to tell apart', () => {
  expect(withNetwork({ normalization: 'preactivation', bottleneck: [4, 0.001] }).join()).toMatch(
    /^SPEC_CONFLICT: network\.normalization needs at least two neurons .* got one in layer 4/,
  );
  expect(withNetwork({ normalization: 'preactivation', outputWidth: 1 })).toEqual([]);
});

test('a shape outside its interval in one cell of several', () => {
  expect(
    withNetwork({ weights: ['student-t', 'weibull'], weightShape: [2, 8] }, { sampler: 'dense' }),
  ).toEqual([expect.stringMatching(/^SPEC_RANGE: network\.weightShape, the degrees of freedom .* got 2\.$/)]);
});

test.each([
  ['biases', { sigmaB: [0, 0.1] }, {}, /^SPEC_CONFLICT: network\.sigmaB must be 0 .* got 0\.1/],
  ['squared biases', { sigmaB2: 0.1 }, {}, /^SPEC_CONFLICT: network\.sigmaB2 must be 0/],
  ['a skip', { skip: 0.5 }, {}, /^SPEC_CONFLICT: network\.skip belongs to experiment propagate/],
  ['a taper', { taper: 0.5 }, {}, /^SPEC_CONFLICT: network\.taper belongs/],
  ['an output', { outputWidth: 1 }, {}, /^SPEC_CONFLICT: network\.outputWidth belongs/],
  ['normalization', { normalization: 'preactivation' }, {}, /^SPEC_CONFLICT: network\.normalization belongs/],
  ['a parameterization', { parameterization: 'ntk' }, {}, /^SPEC_CONFLICT: network\.parameterization bel/],
  ['a law', { weights: 'uniform' }, {}, /^SPEC_CONFLICT: network\.weights of .* gaussian, goe, orthogonal,/],
  ['a boundary', { sigmaW: { critical: true } }, {}, /^SPEC_CONFLICT: network\.sigmaW\.critical belongs/],
  ['inputs of no length', {}, { inputs: { ensemble: 'pair', squaredNorm: 0 } }, /inputs\.squaredNorm must/],
  [
    'one input of no length',
    {},
    {
      inputs: {
        ensemble: 'overlaps',
        matrix: [
          [1, 0],
          [0, 0],
        ],
      },
    },
    /^SPEC_CONFLICT: inputs\.matrix\[1\]\[1\] must be positive in experiment equilibrium, got 0/,
  ],
  ['probes of layers', {}, { probes: ['overlaps'] }, /^SPEC_CONFLICT: probes\[0\] overlaps belongs to exper/],
])('%s is refused in experiment equilibrium', (_, keys, rest, reason) => {
  expect(equilibrium(keys, rest)).toEqual([expect.stringMatching(reason)]);
});

test('what is neutral is no fault there', () => {
  expect(
    equilibrium({
      ...{ sigmaB: 0, skip: 0, weights: ['gaussian', 'orthogonal', 'goe'] },
      ...{ normalization: 'none', parameterization: 'standard' },
    }),
  ).toEqual([]);
});

test('the grammar refuses exactly the laws that the experiment itself refuses', () => {
  const names = [...Object.keys(weightLaws), 'goe'];
  const inputs = { ensemble: 'pair', correlation: 0.5, squaredNorm: 1 } as const;
  for (const weights of names) {
    const parameters = { network: { ...network, sigmaB: 0, weights }, inputs, sampler: 'gram' } as const;
    const runs = () => experiments.equilibrium.cost(parameters, []);
    if (equilibrium({ weights }).length === 0) expect(runs).not.toThrow();
    else expect(runs).toThrow(RangeError);
  }
});

test('every probe runs by itself in its experiment, on a sampler that has what it looks at', () => {
  for (const { name, experiment, needsWeights } of Object.values(probes)) {
    const sampler = needsWeights ? 'dense' : 'gram';
    expect(faultsOf({ experiment, sampler, probes: [name] })).toEqual([]);
    const other = experiment === 'propagate' ? 'equilibrium' : 'propagate';
    expect(faultsOf({ experiment: other, sampler, probes: [name] }).join()).toMatch(/^SPEC_CONFLICT: probes/);
  }
});

test('orthogonal weights without a matrix carry as many columns as they have rows', () => {
  const orthogonal = (keys: Section, rest: Section) => withNetwork({ weights: 'orthogonal', ...keys }, rest);
  const inputs = (count: number) => ({ inputs: { ensemble: 'circle', count }, probes: ['overlaps'] });
  expect(orthogonal({}, inputs(64))).toEqual([]);
  expect(orthogonal({}, inputs(65)).join()).toMatch(
    /^SPEC_CONFLICT: network\.weights "orthogonal" needs as many neurons .* got 64 for the 65 columns of layer 1/,
  );
  expect(orthogonal({}, { ...inputs(65), sampler: 'dense' })).toEqual([]);
  const injected = { ...inputs(62), probes: [{ 'relative-entropy': { samples: 4 } }] };
  expect(orthogonal({}, injected).join()).toMatch(/got 64 for the 66 columns of layer 2: 62 inputs/);
  const tangents = { ...inputs(62), probes: [{ 'partial-jacobian': { directions: 3 } }] };
  expect(orthogonal({}, tangents).join()).toMatch(/got 64 for the 65 columns of layer 2/);
  // A bottleneck lies between wide layers, whose blocks are wide.
  expect(orthogonal({ bottleneck: [5, 0.5] }, inputs(64))).toEqual([]);
});

test('tangent kernels of orthogonal weights need the weights', () => {
  const written = { weights: ['gaussian', 'orthogonal'], outputWidth: 1 };
  expect(withNetwork(written, { probes: ['ntk'] }).join()).toMatch(
    /^SPEC_CONFLICT: network\.weights "orthogonal" and probe ntk go together in sampler dense alone/,
  );
  expect(withNetwork(written, { probes: ['ntk'], sampler: 'dense' })).toEqual([]);
});
