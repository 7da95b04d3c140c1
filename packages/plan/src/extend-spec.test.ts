import { expect, test } from 'vitest';
import { extendSpec } from './extend-spec.ts';
import { type PlanOptions, planSweep } from './plan.ts';

const options: PlanOptions = { force: false, memoryLimitBytes: 2 ** 33, unavailable: {} };
const written = {
  name: 'extended',
  network: { activation: ['relu', 'tanh'], width: [64, 256], depth: 8, sigmaW: 1.4, sigmaB: [0.1, 0] },
  networks: 128,
};
const plan = (spec: unknown) => planSweep(spec, options).plan;
const stored = plan(written).spec;
const codesOf = (spec: unknown, extension: Parameters<typeof extendSpec>[1]): unknown => {
  try {
    return extendSpec(spec, extension);
  } catch (error) {
    return error instanceof Error ? error.message : error;
  }
};

test('an extended sweep is the one that would have been written at once', () => {
  const extension = {
    networks: 512,
    added: [
      { axis: 'network.width', values: [8192, 128] },
      { axis: 'depth', values: [4] },
      { axis: 'activation', values: ['erf'] },
      { axis: 'sigmaB', values: [0.2] },
    ],
  };
  const { network } = written;
  const whole = {
    ...written,
    networks: 512,
    network: {
      ...network,
      activation: [...network.activation, 'erf'],
      width: [64, 128, 256, 8192],
      depth: [4, 8],
      sigmaB: [0.1, 0, 0.2],
    },
  };
  expect(plan(extendSpec(stored, extension))).toEqual(plan(whole));
});

test('every cell of the sweep is a cell of the extended one, of the same lineage', () => {
  const keyOf = ({ cell, lineage }: { cell: { id: string }; lineage: string }) => `${cell.id} ${lineage}`;
  const extended = plan(extendSpec(stored, { networks: 256, added: [{ axis: 'width', values: [32] }] }));
  expect(extended.cells.map(keyOf)).toEqual(expect.arrayContaining(plan(written).cells.map(keyOf)));
  expect(extended.cells).toHaveLength(12);
});

test('extending by nothing is the same sweep', () => {
  expect(plan(extendSpec(stored, { added: [] })).id).toBe(plan(written).id);
});

test('axes that go along with each other stay paired', () => {
  const zipped = plan({
    ...written,
    network: { ...written.network, width: [64, 256], depth: [8, 32] },
    zip: [['width', 'depth']],
  });
  const { cells } = plan(
    extendSpec(zipped.spec, {
      added: [
        { axis: 'width', values: [128] },
        { axis: 'depth', values: [16] },
      ],
    }),
  );
  const pairs = new Set(
    cells.map(({ cell }) => `${cell.parameters.network.width} ${cell.parameters.network.depth}`),
  );
  expect([...pairs]).toEqual(['64 8', '256 32', '128 16']);
});

test('every fault is told at once: fewer networks, no such axis, a value that is there, a derived axis', () => {
  const derived = plan({
    ...written,
    network: { ...written.network, depth: { ratio: ['width', 0.5] } },
  });
  const message = codesOf(derived.spec, {
    networks: 64,
    added: [
      { axis: 'widht', values: [8] },
      { axis: 'width', values: [64, 512] },
      { axis: 'depth', values: [8] },
    ],
  });
  expect(message).toMatch(/SPEC_RANGE: networks must be an integer of at least 128.*got 64/);
  expect(message).toMatch(/SPEC_UNKNOWN_NAME: .*"widht" is not known/);
  expect(message).toMatch(/SPEC_CONFLICT: network.width has 64 already/);
  expect(message).toMatch(/SPEC_CONFLICT: network.depth must be numbers or names/);
});
