import { describe, expect, it } from 'vitest';
import { PAYLOAD_LIMIT_BYTES } from './contract.ts';
import { PAGE_SHARDS } from './decisions.ts';
import type { MissingShard } from './page.ts';
import { assignments, packPage } from './page.ts';

const hex = (n: number): string => n.toString(16).padStart(64, '0');
const shard = (cell: number, first: number, lineage = 1): MissingShard => ({
  cellId: hex(cell),
  lineage: hex(lineage),
  first,
  networks: 64,
  deviceClass: lineage === 1 ? 'cpu' : 'tensorflow-cpu',
  secondsPerNetwork: 0.0125,
});

describe('a page', () => {
  it('unpacks to the shards it was packed from, in order', () => {
    const shards = [shard(3, 0), shard(1, 0, 2), shard(3, 64), shard(1, 0), shard(2, 128, 2)];
    const page = packPage(shards, { missing: 9, stored: 4 });
    expect(page).toMatchObject({ missing: 9, stored: 4 });
    expect(assignments('s', page)).toEqual(
      shards.map(({ secondsPerNetwork, ...rest }) => ({
        sweepId: 's',
        ...rest,
        seconds: secondsPerNetwork * 64,
      })),
    );
  });

  it('writes each cell and lineage once', () => {
    const page = packPage([shard(3, 0), shard(3, 64), shard(3, 128)], { missing: 3, stored: 0 });
    expect(page.cells).toHaveLength(1);
    expect(page.variants).toHaveLength(1);
  });

  it('holds a full page of shards of different cells under the payload limit', () => {
    const shards = Array.from({ length: PAGE_SHARDS }, (_, cell) => shard(cell, 1 << 20));
    const page = packPage(shards, { missing: 1e9, stored: 1e9 });
    expect(page.shards).toHaveLength(PAGE_SHARDS);
    expect(JSON.stringify(page).length).toBeLessThanOrEqual(PAYLOAD_LIMIT_BYTES);
  });

  it('is cut before the payload limit, with no cell left over', () => {
    const shards = Array.from({ length: 5_000 }, (_, cell) => shard(cell, 1 << 20, cell));
    const page = packPage(shards, { missing: 5_000, stored: 0 });
    expect(JSON.stringify(page).length).toBeLessThanOrEqual(PAYLOAD_LIMIT_BYTES);
    expect(page.shards.length).toBeGreaterThan(100);
    expect(page.cells).toHaveLength(page.shards.length);
    expect(assignments('s', page).at(-1)?.cellId).toBe(hex(page.shards.length - 1));
  });
});
