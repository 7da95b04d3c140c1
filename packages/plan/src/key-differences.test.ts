import { expect, test } from 'vitest';
import { type CellKey, keyDifferences } from './key-differences.ts';

const key: CellKey = {
  cell: {
    experiment: 'propagate',
    version: 1,
    seed: 0,
    parameters: {
      network: { activation: 'tanh', width: 64, depth: 8, sigmaW: 1.5, sigmaB: 0.1 },
      inputs: { ensemble: 'pair', correlation: 0.6, squaredNorm: 1 },
      sampler: 'gram',
    },
  },
  probes: [{ name: 'overlaps', version: 1, options: {} }],
  fingerprint: 'gram/wasm-simd128',
  numericsVersion: 1,
};
const { cell } = key;
const { parameters } = cell;

test('equal keys do not differ', () => {
  expect(keyDifferences(key, structuredClone(key))).toEqual([]);
});

test('each kind of field is named by its path, with both values', () => {
  const others: readonly (readonly [CellKey, string, unknown, unknown])[] = [
    [{ ...key, cell: { ...cell, seed: 3 } }, 'seed', 0, 3],
    [{ ...key, cell: { ...cell, version: 2 } }, 'experiment.version', 1, 2],
    [
      {
        ...key,
        cell: {
          ...cell,
          parameters: { ...parameters, network: { ...parameters.network, sigmaW: 1.5 + 2 ** -52 } },
        },
      },
      'network.sigmaW',
      1.5,
      1.5 + 2 ** -52,
    ],
    [{ ...key, numericsVersion: 2 }, 'numericsVersion', 1, 2],
    [{ ...key, fingerprint: 'dense' }, 'fingerprint', 'gram/wasm-simd128', 'dense'],
    [{ ...key, probes: [{ name: 'overlaps', version: 2, options: {} }] }, 'probes.overlaps.version', 1, 2],
  ];
  for (const [other, field, wanted, stored] of others)
    expect(keyDifferences(key, other)).toEqual([{ field, wanted, stored }]);
});

test('a field that one side lacks differs', () => {
  const more = {
    ...key,
    probes: [...key.probes, { name: 'gaussianity', version: 1, options: { pitBins: 64 } }],
  };
  expect(keyDifferences(key, more)).toEqual([
    { field: 'probes.gaussianity.version', wanted: undefined, stored: 1 },
    { field: 'probes.gaussianity.pitBins', wanted: undefined, stored: 64 },
  ]);
  expect(keyDifferences(more, key).map(({ stored }) => stored)).toEqual([undefined, undefined]);
  expect(keyDifferences(key, { ...key, numericsVersion: undefined })).toHaveLength(1);
});
