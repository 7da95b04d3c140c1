import { query, type Store } from '../client.ts';
import { unknownSweep } from './load-sweep.ts';
import type { SweepState } from './sweep-state.ts';

/** One row of the view `sweep_progress`. */
export interface SweepProgress {
  readonly sweepId: string;
  readonly name: string;
  readonly state: SweepState;
  readonly message: string | null;
  readonly cells: number;
  readonly cellsDone: number;
  readonly shardsStored: number;
  readonly shardsPlanned: number;
  readonly networksStored: number;
  readonly networksWanted: number;
  /** Share of the estimated cost that is stored, 0 … 1. */
  readonly costShare: number;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  readonly lastStoredAt: Date | null;
  /** Since `startedAt`; null before the first shard, and where all shards were stored before. */
  readonly networksPerSecond: number | null;
  /** Shards that failed and are not stored. */
  readonly failures: number;
  /** Networks that left the floating-point range. */
  readonly nonFiniteNetworks: number;
}

const SELECT = `select sweep_id as "sweepId", sweep as name, state, message, cells, cells_done as "cellsDone",
    shards_stored as "shardsStored", shards_planned as "shardsPlanned", networks_stored::float8 as "networksStored",
    networks_wanted::float8 as "networksWanted", cost_share as "costShare", created_at as "createdAt",
    started_at as "startedAt", finished_at as "finishedAt", last_stored_at as "lastStoredAt",
    networks_per_second as "networksPerSecond", failures, nonfinite_networks as "nonFiniteNetworks"
  from widthwise.sweep_progress`;

/** @throws StoreError SWEEP_UNKNOWN. */
export async function sweepProgress(store: Store, sweepId: string): Promise<SweepProgress> {
  const [row] = await query<SweepProgress>(store, `${SELECT} where sweep_id = $1`, [sweepId]);
  if (row === undefined) throw unknownSweep(sweepId);
  return row;
}

/** Newest first. */
export async function listSweeps(
  store: Store,
  options: { readonly limit: number },
): Promise<readonly SweepProgress[]> {
  return query<SweepProgress>(
    store,
    `${SELECT} where sweep_id in (select sweep_id from widthwise.sweep_progress order by created_at desc, sweep_id limit $1)
     order by created_at desc, sweep_id`,
    [options.limit],
  );
}
