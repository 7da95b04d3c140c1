import type { ShardKey } from '@widthwise/plan';
import { query, type Store } from '../client.ts';

/** A shard that could not be computed or saved. */
export interface ShardFailure {
  readonly shard: ShardKey;
  readonly code: string;
  readonly message: string;
  readonly worker: string;
  /** Such as exit code, signal and last progress of the child. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** Records a failure; the same code again counts an attempt and keeps the last message. */
export async function recordFailure(store: Store, failure: ShardFailure): Promise<void> {
  const { shard, code, message, detail, worker } = failure;
  await query(
    store,
    `insert into store.failures as f (cell_id, lineage, shard_id, code, message, detail, worker)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (shard_id, code) where network is null
     do update set attempts = f.attempts + 1, message = excluded.message, detail = excluded.detail, worker = excluded.worker,
                   failed_at = now()`,
    [shard.cellId, shard.lineage, shard.id, code, message, JSON.stringify(detail), worker],
  );
}
