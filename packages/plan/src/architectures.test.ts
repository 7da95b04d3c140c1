import { layerWidths } from '@widthwise/network';
import { expect, test } from 'vitest';
import { type PlanOptions, planSweep } from './plan.ts';

const options: PlanOptions = { force: false, memoryLimitBytes: 2 ** 33, unavailable: {} };
const network = { activation: 'tanh', width: 64, depth: 10, sigmaW: 1.5, sigmaB: 0.1 };
const spec = { name: 'test', network, networks: 4, probes: ['overlaps'] };
const planOf = (written: unknown) => planSweep(written, options).plan;

/** Networks of the cells of a spec with these keys of `network` instead of the plain ones. */
const networksOf = (written: Record<string, unknown>, rest: Record<string, unknown> = {}) =>
  planOf({ ...spec, ...rest, network: written }).cells.map(({ cell }) => cell.parameters.network);
const idsOf = (written: Record<string, unknown>, rest: Record<string, unknown> = {}) =>
  planOf({ ...spec, ...rest, network: written }).cells.map(({ cell }) => cell.id);
const { width: _width, depth: _depth, ...bare } = network;

/** Taken from the first release: what is stored under this id must stay found. */
const GOLDEN_CELL = '8625ee466c3aaea398cc94298cdf033b4c0e20805a20f62a5a12df0d745b5e98';
const GOLDEN_SWEEP = '9dce06deb9168f817dd242a4f23d9998bbe88c170ee80cb779dbadb144d80b40';

test('a plain network keeps the identities it was first stored with', () => {
  const { id, cells } = planOf(spec);
  expect(cells.map(({ cell }) => cell.id)).toEqual([GOLDEN_CELL]);
  expect(id).toBe(GOLDEN_SWEEP);
});

test.each([
  ['none, gaussian, standard and skip 0', { normalization: 'none', weights: 'gaussian', skip: 0 }],
  ['standard', { parameterization: 'standard' }],
  ['a taper of 1', { taper: 1 }],
  ['a bottleneck of factor 1', { bottleneck: [3, 1] }],
])('%s are as good as not written', (_, keys) => {
  expect(idsOf({ ...network, ...keys })).toEqual([GOLDEN_CELL]);
});

test('neutral values do not make another sweep, unless a condition needs them', () => {
  expect(planOf({ ...spec, network: { ...network, skip: 0, weights: 'gaussian' } }).id).toBe(GOLDEN_SWEEP);
  const when = planOf({ ...spec, network: { ...network, skip: 0 }, when: ['skip == 0'] });
  expect(planOf(when.spec).id).toBe(when.id);
});

test('equal widths in a list are a plain network', () => {
  expect(idsOf({ ...bare, widths: new Array(10).fill(64) })).toEqual([GOLDEN_CELL]);
});

test('the largest of listed widths is the width, and every layer gets its number back', () => {
  const lists = [
    [512, 256, 128],
    [7, 1000, 3, 999, 1],
    [1, 1_048_576, 1_048_575],
  ];
  const cells = networksOf({ ...bare, widths: { list: lists } });
  expect(cells.map(layerWidths)).toEqual(lists);
  expect(cells.map(({ width, depth }) => [width, depth])).toEqual([
    [512, 3],
    [1000, 5],
    [1_048_576, 3],
  ]);
});

test('a taper has the ratio of successive widths, a bottleneck one other layer', () => {
  const tapered = networksOf({ ...network, depth: 4, taper: [0.5, 2] });
  expect(tapered.map(layerWidths)).toEqual([
    [64, 32, 16, 8],
    [64, 128, 256, 512],
  ]);
  const narrowed = networksOf({ ...network, depth: 4, bottleneck: [2, 0.25] });
  expect(narrowed.map(layerWidths)).toEqual([[64, 16, 64, 64]]);
  expect(idsOf({ ...network, depth: 4, taper: 0.5 })).toEqual(idsOf({ ...bare, widths: [64, 32, 16, 8] }));
});

test('factors do not depend on the width, so that widths are one series', () => {
  const cells = networksOf({ ...network, width: [50, 100, 333], taper: 0.9 });
  expect(new Set(cells.map(({ widthFactors }) => JSON.stringify(widthFactors))).size).toBe(1);
});

test('an output is the last layer, however the others are written', () => {
  const [cell] = networksOf({ ...network, depth: 3, outputWidth: 1 });
  expect(cell).toMatchObject({ width: 64, depth: 3, outputWidth: 1 });
  expect(cell).not.toHaveProperty('widthFactors');
  expect(idsOf({ ...bare, widths: [64, 64, 1], outputWidth: 1 })).toEqual(
    idsOf({ ...network, depth: 3, outputWidth: 1 }),
  );
  expect(idsOf({ ...bare, widths: [64, 32, 1], outputWidth: 1 })).toEqual(
    idsOf({ ...network, depth: 3, taper: 0.5, outputWidth: 1 }),
  );
});

test('what is written stands in the cell, and nothing else', () => {
  const variants = {
    skip: -0.5,
    normalization: 'preactivation',
    weights: 'student-t',
    weightShape: 5,
    parameterization: 'ntk',
    outputWidth: 64,
  };
  const [cell] = networksOf({ ...network, ...variants }, { sampler: 'dense' });
  expect(cell).toEqual({ ...network, ...variants });
});

test('variants are axes, and a shape belongs to the laws that take it', () => {
  const cells = networksOf(
    { ...network, weights: ['gaussian', 'student-t', 'weibull'], weightShape: [5, 6] },
    { sampler: 'dense' },
  );
  expect(cells.map(({ weights, weightShape }) => [weights, weightShape])).toEqual([
    [undefined, undefined],
    ['student-t', 5],
    ['student-t', 6],
    ['weibull', 5],
    ['weibull', 6],
  ]);
  const grid = { ...network, skip: [0, 0.5], normalization: ['none', 'postactivation'] };
  const exclude = ['skip == 0.5 and normalization == postactivation'];
  expect(networksOf(grid, { exclude })).toHaveLength(3);
  expect(planOf(planOf({ ...spec, network: grid, exclude }).spec).cells).toHaveLength(3);
});

test('experiment equilibrium has its parameters and its own probe', () => {
  const written = {
    name: 'test',
    experiment: 'equilibrium',
    network: { activation: 'tanh', width: 64, depth: 50, sigmaW: 0.5, weights: ['gaussian', 'goe'] },
    networks: 4,
  };
  const { cells, probes, spec: stored } = planOf(written);
  expect(probes.map(({ name }) => name)).toEqual(['equilibrium']);
  expect(cells.map(({ cell }) => [cell.experiment, cell.parameters.network.weights])).toEqual([
    ['equilibrium', undefined],
    ['equilibrium', 'goe'],
  ]);
  expect(cells[0]?.cell.parameters).not.toHaveProperty('untied');
  expect(planOf({ ...written, untied: false }).id).toBe(planOf(written).id);
  expect(planOf(stored).id).toBe(planOf(written).id);
  const control = planOf({ ...written, untied: true });
  expect(control.cells[0]?.cell.parameters).toMatchObject({ untied: true });
  expect(planOf(control.spec).id).toBe(control.id);
});
