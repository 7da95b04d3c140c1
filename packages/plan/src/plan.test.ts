import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type PlanOptions, planSweep } from './plan.ts';

const options: PlanOptions = { force: false, memoryLimitBytes: 2 ** 32, unavailable: {} };
const network = { activation: 'tanh', width: 64, depth: 10, sigmaW: 1.5, sigmaB: 0.1 };
const spec = { name: 'test', network, networks: 4, probes: ['overlaps'] };
const planOf = (written: unknown) => planSweep(written, options).plan;
const cellIds = (written: unknown) => planOf(written).cells.map(({ cell }) => cell.id);

test('axes multiply, zipped axes go along with each other', () => {
  const axis = fc.integer({ min: 1, max: 4 });
  const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
  fc.assert(
    fc.property(axis, axis, axis, fc.boolean(), (widths, sigmas, correlations, isZipped) => {
      const written = {
        ...spec,
        network: { ...network, width: upTo(widths), depth: upTo(widths), sigmaW: upTo(sigmas) },
        inputs: { ensemble: 'pair', correlation: upTo(correlations).map((n) => n / 10) },
        zip: isZipped ? [['width', 'depth']] : [],
      };
      const { plan, summary } = planSweep(written, options);
      const cells = widths * (isZipped ? 1 : widths) * sigmas * correlations;
      expect(plan.cells).toHaveLength(cells);
      expect(new Set(plan.cells.map(({ cell }) => cell.id)).size).toBe(cells);
      expect(summary).toMatchObject({ cells, networks: 4 * cells });
    }),
    { seed: 8, numRuns: 60 },
  );
});

test('the first axis is slowest and every cell knows its axis values', () => {
  const { cells } = planOf({ ...spec, network: { ...network, width: [8, 16], sigmaW: [1, 2] } });
  expect(cells.map((cell) => cell.axes)).toEqual([
    { 'network.width': 8, 'network.sigmaW': 1 },
    { 'network.width': 8, 'network.sigmaW': 2 },
    { 'network.width': 16, 'network.sigmaW': 1 },
    { 'network.width': 16, 'network.sigmaW': 2 },
  ]);
});

test('squares are stored as their roots, and the cell is the same', () => {
  const { sigmaW: _, ...rest } = network;
  expect(cellIds({ ...spec, network: { ...rest, sigmaW2: 2.25 } })).toEqual(cellIds(spec));
});

test('when and exclude leave the cells they say', () => {
  const grid = { ...spec, network: { ...network, width: [8, 16, 32], depth: [4, 8, 16] } };
  const kept = planOf({
    ...grid,
    when: ['depth <= 0.5 * width'],
    exclude: ['width == 32 and depth == 4'],
  }).cells;
  const shapes = kept.map(({ cell }) => `${cell.parameters.network.width}/${cell.parameters.network.depth}`);
  expect(shapes).toEqual(['8/4', '16/4', '16/8', '32/8', '32/16']);
  expect(() => planOf({ ...grid, when: ['width > 99'] })).toThrow(/drop every one/);
});

test('derived axes follow their base', () => {
  const { cells } = planOf({
    ...spec,
    network: {
      ...network,
      width: [8, 64],
      depth: { ratio: ['width', 0.25] },
      sigmaW: { critical: true },
      sigmaB: 0.05 ** 0.5,
    },
  });
  expect(cells.map(({ cell }) => cell.parameters.network.depth)).toEqual([2, 16]);
  // Critical σ_w² = 1.760955 at σ_b² = 0.05 for tanh (Erdmenger et al. 2022, recomputed).
  for (const { cell } of cells) expect(cell.parameters.network.sigmaW ** 2).toBeCloseTo(1.760955, 5);
});

test('a cell knows only what it depends on: the id changes with any parameter and with nothing else', () => {
  const [base] = cellIds(spec);
  const changes = [
    { seed: 1 },
    { network: { ...network, width: 65 } },
    { network: { ...network, depth: 11 } },
    { network: { ...network, sigmaW: 1.5000001 } },
    { network: { ...network, sigmaB: 0 } },
    { network: { ...network, activation: 'erf' } },
    { inputs: { ensemble: 'pair', correlation: 0.61 } },
    { inputs: { ensemble: 'circle' } },
    { sampler: 'dense' },
  ];
  const ids = changes.map((change) => cellIds({ ...spec, ...change })[0]);
  expect(new Set([base, ...ids]).size).toBe(changes.length + 1);
  for (const change of [
    { name: 'other' },
    { networks: 9 },
    { probes: ['gaussianity'] },
    { shardNetworks: 2 },
  ]) {
    expect(cellIds({ ...spec, ...change })).toEqual([base]);
  }
});

test('the lineage changes with probes and their options, not with their order', () => {
  const lineage = (probes: unknown) => planOf({ ...spec, probes }).cells[0]?.lineage;
  expect(lineage(['overlaps', 'gaussianity'])).toBe(lineage(['gaussianity', 'overlaps']));
  expect(lineage(['overlaps'])).not.toBe(lineage(['gaussianity']));
  expect(lineage([{ 'relative-entropy': { samples: 8 } }])).not.toBe(lineage(['relative-entropy']));
});

test('two ways of writing one sweep are one sweep, and the stored spec is itself that spec', () => {
  const list = planOf({ ...spec, network: { ...network, sigmaW: [1, 1.5, 2] } });
  const linspace = planOf({ ...spec, network: { ...network, sigmaW: { linspace: [1, 2, 3] } } });
  expect(linspace.id).toBe(list.id);
  expect(planOf(list.spec).id).toBe(list.id);
  expect(planOf({ ...spec, inputs: { ensemble: 'mnist' }, sampler: 'dense' }).spec).toMatchObject({
    inputs: { indices: [0] },
    device: 'cpu',
    seed: 0,
  });
});

test('a grid is counted before it is made', () => {
  const axis = { linspace: [1, 100_000, 100_000] };
  const huge = { ...spec, network: { ...network, width: axis, sigmaW: axis, sigmaB: axis } };
  expect(() => planOf(huge)).toThrow(/at most 1000000 cells, got 1000000000000000/);
  expect(() => planSweep(huge, { ...options, force: true })).toThrow(/at most 10000000 cells/);
});

test('what cannot run is refused', () => {
  expect(() => planSweep(spec, { ...options, memoryLimitBytes: 1000 })).toThrow(
    /SPEC_TOO_LARGE: spec must fit in/,
  );
  const dense = { ...spec, sampler: 'dense' };
  const unavailable = { 'tensorflow-cpu': 'TensorFlow is not installed. Run: npm run setup' };
  expect(() => planSweep(dense, { ...options, unavailable })).toThrow(
    /BACKEND_UNAVAILABLE: sampler dense needs tensorflow-cpu: TensorFlow/,
  );
  const tooMany = { linspace: [1, 2000, 2000] };
  const huge = { ...dense, network: { ...network, width: tooMany, depth: tooMany } };
  expect(() => planSweep(huge, { ...options, unavailable })).toThrow(
    /BACKEND_UNAVAILABLE.*\n.*at most 1000000/,
  );
});

test('slopes belong to leaky-relu alone', () => {
  const { cells } = planOf({
    ...spec,
    network: { ...network, activation: ['leaky-relu', 'tanh'], negativeSlope: [0.1, 0.2] },
  });
  expect(cells.map(({ cell }) => cell.parameters.network.negativeSlope)).toEqual([0.1, 0.2, undefined]);
  const defaulted = planOf({ ...spec, network: { ...network, activation: 'leaky-relu' } }).cells[0];
  expect(defaulted?.cell.parameters.network.negativeSlope).toBe(0.01);
});
