import type { ShardKey } from '@widthwise/plan';
import { query, type Store } from '../client.ts';

/** Which shards may be merged: one cell under one lineage. */
export interface CellLineage {
  readonly cellId: string;
  readonly lineage: string;
}

/** Networks first … first + networks − 1 of a cell are stored. */
export interface StoredBlock extends CellLineage {
  readonly first: number;
  readonly networks: number;
}

/**
 * What is stored of the given cells. Blocks are aligned powers of two, so any two are nested or disjoint; nested ones are left
 * out, and the rest come in ascending order and do not overlap.
 */
export async function storedBlocks(
  store: Store,
  cells: readonly CellLineage[],
): Promise<readonly StoredBlock[]> {
  return query<StoredBlock>(
    store,
    `select wanted.cell_id as "cellId", wanted.lineage, b.first, b.networks
       from unnest($1::text[], $2::text[]) as wanted (cell_id, lineage)
      cross join lateral (
        select first, networks from store.stored_blocks
         where cell_id = wanted.cell_id collate "C" and lineage = wanted.lineage collate "C") as b
      order by wanted.cell_id, wanted.lineage, b.first`,
    [cells.map(({ cellId }) => cellId), cells.map(({ lineage }) => lineage)],
  );
}

/** Whether the networks of a shard are stored, by this shard or within a larger block. The cheap question before computing (P9). */
export async function shardIsStored(store: Store, shard: ShardKey): Promise<boolean> {
  const [row] = await query<{ stored: boolean }>(
    store,
    `select exists (
       select 1 from store.shards
        where cell_id = $1 and lineage = $2 and first <= $3::int4 and first + networks >= $3::int4 + $4::int4) as stored`,
    [shard.cellId, shard.lineage, shard.first, shard.networks],
  );
  return row?.stored === true;
}
