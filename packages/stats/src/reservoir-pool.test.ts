import { describe, expect, it } from 'vitest';
import { mergeReservoirs } from './reservoir.ts';
import { ReservoirPool } from './reservoir-pool.ts';
import type { StatisticsLayout } from './statistics.ts';

const layoutOf = (capacity: number): StatisticsLayout => ({
  moments: 0,
  groups: [],
  counts: 0,
  reservoir: { capacity, values: 2 },
});

/** A row whose hash many networks share, so that ties are decided by the network. */
const rowOf = (network: number) =>
  Float64Array.of((network * 2654435761) % 97, network, network / 3, -network);

describe('ReservoirPool', () => {
  it('keeps to the bit what merging two by two keeps, whatever the order and the blocks', () => {
    for (const capacity of [1, 5, 64, 1000]) {
      const layout = layoutOf(capacity);
      const rows = Array.from({ length: 400 }, (_, network) => rowOf(network));
      const merged = rows.reduce<Float64Array>(
        (all, row) => mergeReservoirs(layout, all, row),
        new Float64Array(0),
      );
      const oneByOne = new ReservoirPool(layout);
      for (const row of rows.toReversed()) oneByOne.add(row);
      expect(oneByOne.rows()).toEqual(merged);
      const inBlocks = new ReservoirPool(layout);
      for (let from = 0; from < 400; from += 100) {
        const block = rows
          .slice(from, from + 100)
          .reduce<Float64Array>((all, row) => mergeReservoirs(layout, all, row), new Float64Array(0));
        inBlocks.add(block);
      }
      expect(inBlocks.rows()).toEqual(merged);
    }
  });

  it('is empty without a reservoir in the layout, and may be added to after it was read', () => {
    const none = new ReservoirPool({ ...layoutOf(3), reservoir: undefined });
    none.add(rowOf(1));
    expect(none.rows().length).toBe(0);
    const pool = new ReservoirPool(layoutOf(2));
    for (const network of [1, 2, 3]) pool.add(rowOf(network));
    expect(pool.rows().length).toBe(8);
    pool.add(rowOf(97));
    expect(pool.rows()[0]).toBe(0);
  });
});
