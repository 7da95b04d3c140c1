import type { ShardKey } from '@widthwise/plan';
import type { ProbeSelection } from '@widthwise/probes';
import type { Statistics } from '@widthwise/stats';
import type pg from 'pg';
import type { Store } from '../client.ts';
import { type EncodedStatistics, encodeStatistics, hashShard, type NetworkFailure } from '../content-hash.ts';
import { StoreError } from '../errors.ts';
import { withTransaction } from '../transaction.ts';
import { unknownSweep } from './load-sweep.ts';
import { notifyCell } from './notify-progress.ts';
import type { SweepState } from './sweep-state.ts';

/** What a compute child returned for one shard. */
export interface ShardResult {
  readonly sweepId: string;
  readonly shard: ShardKey;
  readonly fingerprint: string;
  /** One entry per probe of the sweep. */
  readonly statistics: readonly { readonly probe: ProbeSelection; readonly statistics: Statistics }[];
  /** Networks that contributed to nothing: with the contributors they make up the shard. */
  readonly failures: readonly NetworkFailure[];
  readonly worker: string;
  readonly attempts: number;
  readonly wallSeconds: number;
  readonly queueSeconds: number;
}

/** `present`: the same bytes were stored before. */
export type ShardOutcome = 'stored' | 'present';

interface PreparedShard {
  readonly rows: readonly EncodedStatistics[];
  readonly contentHash: string;
}

function prepare(result: ShardResult): PreparedShard {
  const { shard, failures } = result;
  for (const { probe, statistics } of result.statistics) {
    if (statistics.networks + failures.length !== shard.networks) {
      throw new StoreError(
        'SHARD_INCOMPLETE',
        `shard ${shard.id} has ${shard.networks} networks, but probe "${probe.name}" holds ${statistics.networks} and ${failures.length} failed. Every network must contribute or fail.`,
      );
    }
  }
  const rows = result.statistics.map(({ probe, statistics }) => encodeStatistics(probe, statistics));
  return { rows, contentHash: hashShard(shard, rows, failures) };
}

/** Holds the sweep's row, so that a cancellation either waits for this shard or is seen by it. */
async function refuseIfCancelled(client: pg.PoolClient, sweepId: string): Promise<void> {
  const sweep = await client.query<{ state: SweepState }>(
    `select state from store.sweeps where id = $1 for share`,
    [sweepId],
  );
  const state = sweep.rows[0]?.state;
  if (state === undefined) throw unknownSweep(sweepId);
  if (state === 'cancelled') {
    throw new StoreError(
      'SWEEP_CANCELLED',
      `sweep ${sweepId} was cancelled; the shard is not stored. Run the sweep again to go on.`,
    );
  }
}

async function insertStatistics(
  client: pg.PoolClient,
  shardId: string,
  rows: readonly EncodedStatistics[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = 8;
  const tuples = rows.map((_, row) => {
    const at = (column: number): string => `$${1 + row * columns + column}`;
    return `($1, ${at(1)}, ${at(2)}, ${at(3)}, ${at(4)}, ${at(5)}, ${at(6)}, ${at(7)}, ${at(8)})`;
  });
  await client.query(
    `insert into store.shard_statistics (shard_id, probe, version, options, contributors, floats, counts, reservoir, content_hash)
     values ${tuples.join(', ')}`,
    [
      shardId,
      ...rows.flatMap((row) => [
        row.probe.name,
        row.probe.version,
        JSON.stringify(row.probe.options),
        row.contributors,
        row.floats,
        row.counts,
        row.reservoir,
        row.contentHash,
      ]),
    ],
  );
}

async function insertFailures(client: pg.PoolClient, result: ShardResult): Promise<void> {
  if (result.failures.length === 0) return;
  const { shard, failures } = result;
  await client.query(
    `insert into store.failures (cell_id, lineage, shard_id, worker, network, layer, code, message)
     select $1::text, $2::text, $3::text, $4::text, * from unnest($5::int4[], $6::int4[], $7::text[], $8::text[])
     on conflict do nothing`,
    [
      shard.cellId,
      shard.lineage,
      shard.id,
      result.worker,
      failures.map(({ network }) => network),
      failures.map(({ layer }) => layer),
      failures.map(({ code }) => code),
      failures.map(({ message }) => message),
    ],
  );
}

/** The stored hash if it differs from the offered one; the difference is recorded, the stored shard stays. */
async function findViolation(
  client: pg.PoolClient,
  result: ShardResult,
  offered: string,
): Promise<string | undefined> {
  const { shard, worker, sweepId } = result;
  const stored = await client.query<{ contentHash: string; worker: string }>(
    `select content_hash as "contentHash", worker from store.shards
      where cell_id = $1 and lineage = $2 and first = $3 and networks = $4`,
    [shard.cellId, shard.lineage, shard.first, shard.networks],
  );
  const first = stored.rows[0];
  if (first === undefined || first.contentHash === offered) return undefined;
  const detail = JSON.stringify({
    shardId: shard.id,
    stored: first.contentHash,
    storedBy: first.worker,
    offered,
    offeredBy: worker,
  });
  await client.query(
    `insert into store.failures (cell_id, lineage, shard_id, code, message, detail, worker)
     values ($1, $2, $3, 'DETERMINISM_VIOLATION', $4, $5, $6)
     on conflict (shard_id, code) where network is null
     do update set attempts = failures.attempts + 1, detail = excluded.detail, failed_at = now()`,
    [
      shard.cellId,
      shard.lineage,
      shard.id,
      `stored ${first.contentHash}, offered ${offered}`,
      detail,
      worker,
    ],
  );
  await client.query(
    `insert into store.events (sweep_id, kind, detail) values ($1, 'determinism-violation', $2)`,
    [sweepId, detail],
  );
  return first.contentHash;
}

/**
 * Saves a shard once. Saving it again is safe after any failure, that of COMMIT included: equal bytes are `present`, other
 * bytes are a violation, and what was stored first stays.
 *
 * @throws StoreError SWEEP_CANCELLED, SWEEP_UNKNOWN, SHARD_INCOMPLETE, NUMERICAL_NONFINITE, DETERMINISM_VIOLATION.
 */
export async function saveShard(store: Store, result: ShardResult): Promise<ShardOutcome> {
  const { rows, contentHash } = prepare(result);
  const { shard } = result;
  const saved = await withTransaction(store, async (client) => {
    await refuseIfCancelled(client, result.sweepId);
    const inserted = await client.query(
      `insert into store.shards (id, cell_id, lineage, first, networks, fingerprint, content_hash, worker, attempts,
                                 wall_seconds, queue_seconds)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing returning id`,
      [
        shard.id,
        shard.cellId,
        shard.lineage,
        shard.first,
        shard.networks,
        result.fingerprint,
        contentHash,
        result.worker,
        result.attempts,
        result.wallSeconds,
        result.queueSeconds,
      ],
    );
    if (inserted.rowCount === 0) return { violated: await findViolation(client, result, contentHash) };
    await insertStatistics(client, shard.id, rows);
    await insertFailures(client, result);
    await notifyCell(client, shard, 'shard');
    return 'stored';
  });
  if (saved === 'stored') return 'stored';
  if (saved.violated === undefined) return 'present';
  throw new StoreError(
    'DETERMINISM_VIOLATION',
    `shard ${shard.id} is stored with hash ${saved.violated}, worker ${result.worker} offers ${contentHash}. The first stays; both are in failure_log. Compare the two machines.`,
  );
}
