import type { PlannedCell } from '@widthwise/plan';
import { shardLabel } from '@widthwise/workflows';
import { describe, expect, it } from 'vitest';
import { pageOf } from './plan-page.ts';

const cellId = (n: number): string => `${n}`.repeat(64);

function planned(n: number, networks: number, shardNetworks: number): PlannedCell {
  return {
    cell: {
      id: cellId(n),
      experiment: 'propagate',
      version: 1,
      seed: 1,
      parameters: {
        network: { activation: 'tanh', width: 32, depth: 6, sigmaW: 1, sigmaB: 0 },
        inputs: { ensemble: 'constant', squaredNorm: 1 },
        sampler: 'gram',
      },
    },
    networks,
    shardNetworks,
    deviceClass: 'cpu',
    fingerprint: 'gram/wasm-simd128',
    lineage: 'a'.repeat(64),
    secondsPerNetwork: 0.01,
    memoryBytes: 1,
    axes: {},
  };
}

const block = (n: number, first: number, networks: number) => ({
  cellId: cellId(n),
  lineage: 'a'.repeat(64),
  first,
  networks,
});
const all = { limit: 500, failed: [] };

describe('a page of missing shards', () => {
  it('takes the first block of every cell before the second of any', () => {
    const page = pageOf([planned(1, 16, 8), planned(2, 16, 8)], [], all);
    expect(page.shards.map(([cell, first]) => [page.cells[cell]?.[0], first])).toEqual([
      [cellId(1), 0],
      [cellId(2), 0],
      [cellId(1), 8],
      [cellId(2), 8],
    ]);
    expect(page).toMatchObject({ missing: 4, stored: 0 });
  });

  it('leaves out what is stored, whatever the size of the blocks it was stored in', () => {
    const page = pageOf([planned(1, 16, 8)], [block(1, 0, 4), block(1, 4, 4)], all);
    expect(page.shards).toEqual([[0, 8, 8]]);
    expect(page).toMatchObject({ missing: 1, stored: 2 });
  });

  it('leaves out what has failed for good', () => {
    const failed = [shardLabel(cellId(1), 0, 8)];
    expect(pageOf([planned(1, 16, 8)], [], { limit: 500, failed }).shards).toEqual([[0, 8, 8]]);
  });

  it('is empty when nothing is missing', () => {
    expect(pageOf([planned(1, 8, 8)], [block(1, 0, 8)], all)).toMatchObject({ shards: [], missing: 0 });
  });

  it('holds no more than it was asked for, and counts the rest', () => {
    expect(pageOf([planned(1, 64, 8)], [], { limit: 3, failed: [] })).toMatchObject({
      shards: [
        [0, 0, 8],
        [0, 8, 8],
        [0, 16, 8],
      ],
      missing: 8,
    });
  });
});
