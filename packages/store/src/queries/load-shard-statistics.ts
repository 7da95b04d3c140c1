import type { ProbeOptions } from '@widthwise/probes';
import type { Statistics } from '@widthwise/stats';
import { query, type Store } from '../client.ts';
import { hashStatistics } from '../content-hash.ts';
import { StoreError } from '../errors.ts';
import { decodeFloats, decodeIntegers } from '../values/arrays.ts';
import type { CellLineage } from './stored-blocks.ts';

/** Statistics of one stored block. */
export interface ShardStatistics {
  readonly first: number;
  readonly networks: number;
  /** Version of the probe that observed; merging needs the same. */
  readonly version: number;
  readonly statistics: Statistics;
}

interface Row {
  readonly shardId: string;
  readonly first: number;
  readonly networks: number;
  readonly version: number;
  readonly options: ProbeOptions;
  readonly contributors: number;
  readonly floats: Buffer;
  readonly counts: Buffer;
  readonly reservoir: Buffer;
  readonly contentHash: string;
}

function decodeRow(row: Row, probe: string): ShardStatistics {
  const { version, options, contributors, floats, counts, reservoir } = row;
  const found = hashStatistics({
    probe: { name: probe, version, options },
    contributors,
    floats,
    counts,
    reservoir,
  });
  if (found !== row.contentHash) {
    throw new StoreError(
      'STATISTICS_CORRUPT',
      `statistics of shard ${row.shardId}, probe "${probe}", hash to ${found}, stored was ${row.contentHash}. Restore the database from a backup.`,
    );
  }
  return {
    first: row.first,
    networks: row.networks,
    version,
    statistics: {
      networks: contributors,
      floats: decodeFloats(floats),
      counts: decodeIntegers(counts),
      reservoir: decodeFloats(reservoir),
    },
  };
}

/**
 * The statistics to be merged for one probe of a cell: ascending, disjoint blocks that cover every stored network. Each is
 * checked against its content hash.
 *
 * @throws StoreError STATISTICS_CORRUPT.
 */
export async function loadShardStatistics(
  store: Store,
  key: CellLineage & { readonly probe: string },
): Promise<readonly ShardStatistics[]> {
  const rows = await query<Row>(
    store,
    `select b.id as "shardId", b.first, b.networks, p.version, p.options, p.contributors,
            array_send(p.floats) as floats, array_send(p.counts) as counts, array_send(p.reservoir) as reservoir,
            p.content_hash as "contentHash"
       from store.stored_blocks b join store.shard_statistics p on p.shard_id = b.id
      where b.cell_id = $1 and b.lineage = $2 and p.probe = $3
      order by b.first`,
    [key.cellId, key.lineage, key.probe],
  );
  return rows.map((row) => decodeRow(row, key.probe));
}
