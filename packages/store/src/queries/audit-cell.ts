import type { ShardKey } from '@widthwise/plan';
import type { ProbeOptions, ProbeSelection } from '@widthwise/probes';
import { query, type Store } from '../client.ts';
import { hashStatistics, hashStoredShard, type NetworkFailure } from '../content-hash.ts';
import type { CellLineage } from './stored-blocks.ts';

/** Shards read at a time, so that a cell of any size is audited in the memory of a few. */
const BATCH = 32;

/** One probe's stored statistics: what they were said to hash to, and what they do hash to. */
export interface StatisticsAudit {
  readonly probe: ProbeSelection;
  readonly contributors: number;
  readonly storedHash: string;
  readonly foundHash: string;
}

/** A stored shard, its content hashed anew. */
export interface ShardAudit extends ShardKey {
  readonly worker: string;
  readonly fingerprint: string;
  readonly storedHash: string;
  /** Of its key, the bytes of its statistics and its failures as they are now. */
  readonly foundHash: string;
  /** Networks of it that left the floating-point range. */
  readonly failures: number;
  readonly statistics: readonly StatisticsAudit[];
}

/** The merge of one probe of a cell. */
export interface MergeAudit {
  readonly probe: string;
  readonly networks: number;
  readonly rows: number;
  /** Distinct keys among the rows. */
  readonly keys: number;
}

/** What is stored of a cell under one lineage. */
export interface CellAudit {
  readonly shards: readonly ShardAudit[];
  /** Networks that the shards hold, each counted once. */
  readonly networks: number;
  readonly merges: readonly MergeAudit[];
  /** The most networks that any sweep wants. */
  readonly networksWanted: number;
  /** Whether a sweep that wants the cell has not ended: shards may be ahead of estimates. */
  readonly isGrowing: boolean;
}

interface ShardRow extends ShardKey {
  readonly worker: string;
  readonly fingerprint: string;
  readonly contentHash: string;
  readonly failures: readonly NetworkFailure[];
}

interface StatisticsRow {
  readonly shardId: string;
  readonly probe: string;
  readonly version: number;
  readonly options: ProbeOptions;
  readonly contributors: number;
  readonly floats: Buffer;
  readonly counts: Buffer;
  readonly reservoir: Buffer;
  readonly contentHash: string;
}

async function loadShards(store: Store, key: CellLineage): Promise<readonly ShardRow[]> {
  // By network and not by shard: of nested shards only the one stored first has the row of a failed network.
  return query<ShardRow>(
    store,
    `select h.id, h.cell_id as "cellId", h.lineage, h.first, h.networks, h.worker, h.fingerprint,
            h.content_hash as "contentHash",
            (select coalesce(json_agg(json_build_object('network', f.network, 'layer', f.layer, 'code', f.code,
                                                        'message', f.message) order by f.network), '[]')
               from store.failures f
              where f.cell_id = h.cell_id and f.lineage = h.lineage
                and f.network >= h.first and f.network < h.first + h.networks) as failures
       from store.shards h
      where h.cell_id = $1 and h.lineage = $2
      order by h.first, h.networks`,
    [key.cellId, key.lineage],
  );
}

async function loadStatistics(store: Store, shards: readonly ShardRow[]): Promise<readonly StatisticsRow[]> {
  return query<StatisticsRow>(
    store,
    `select shard_id as "shardId", probe, version, options, contributors, array_send(floats) as floats,
            array_send(counts) as counts, array_send(reservoir) as reservoir, content_hash as "contentHash"
       from store.shard_statistics where shard_id = any($1::text[]) order by shard_id, probe`,
    [shards.map(({ id }) => id)],
  );
}

function auditStatistics(row: StatisticsRow): StatisticsAudit {
  const { version, options, contributors, floats, counts, reservoir, contentHash } = row;
  const probe = { name: row.probe, version, options };
  const foundHash = hashStatistics({ probe, contributors, floats, counts, reservoir });
  return { probe, contributors, storedHash: contentHash, foundHash };
}

function auditShard(row: ShardRow, statistics: readonly StatisticsAudit[]): ShardAudit {
  const { contentHash, failures, ...key } = row;
  const hashes = statistics.map(({ probe, foundHash }) => [probe.name, foundHash] as const);
  const foundHash = hashStoredShard(row, hashes, failures);
  return { ...key, storedHash: contentHash, foundHash, failures: failures.length, statistics };
}

async function loadMerges(store: Store, key: CellLineage): Promise<readonly MergeAudit[]> {
  return query<MergeAudit>(
    store,
    `select t.probe, t.networks, count(e.set_id)::int4 as rows,
            count(distinct (e.quantity, e.layer, e.step, e.input_a, e.input_b)) filter (where e.set_id is not null)::int4 as keys
       from store.estimate_sets t left join store.estimates e on e.set_id = t.id
      where t.cell_id = $1 and t.lineage = $2
      group by t.id order by t.probe`,
    [key.cellId, key.lineage],
  );
}

async function loadTargets(
  store: Store,
  key: CellLineage,
): Promise<Pick<CellAudit, 'networks' | 'networksWanted' | 'isGrowing'>> {
  const [row] = await query<Pick<CellAudit, 'networks' | 'networksWanted' | 'isGrowing'>>(
    store,
    `select coalesce((select sum(networks) from store.stored_blocks
                       where cell_id = $1 collate "C" and lineage = $2 collate "C"), 0)::int4 as networks,
            coalesce(max(w.networks), 0)::int4 as "networksWanted",
            coalesce(bool_or(s.state in ('planned', 'running')), false) as "isGrowing"
       from store.sweep_cells w join store.sweeps s on s.id = w.sweep_id
      where w.cell_id = $1 and w.lineage = $2`,
    [key.cellId, key.lineage],
  );
  return row ?? { networks: 0, networksWanted: 0, isGrowing: false };
}

/**
 * Reads all that is stored of a cell under one lineage and hashes it anew: nothing is judged here.
 *
 * @param onShards - told how many shards have been read, after each batch.
 */
export async function auditCell(
  store: Store,
  key: CellLineage,
  onShards: (shards: number) => void,
): Promise<CellAudit> {
  // Merges first: what is stored meanwhile makes shards run ahead of estimates, never estimates ahead of shards.
  const merges = await loadMerges(store, key);
  const rows = await loadShards(store, key);
  const shards: ShardAudit[] = [];
  for (let start = 0; start < rows.length; start += BATCH) {
    const batch = rows.slice(start, start + BATCH);
    const statistics = await loadStatistics(store, batch);
    for (const row of batch) {
      const own = statistics.filter(({ shardId }) => shardId === row.id).map(auditStatistics);
      shards.push(auditShard(row, own));
    }
    onShards(batch.length);
  }
  return { shards, merges, ...(await loadTargets(store, key)) };
}
