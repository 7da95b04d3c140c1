import type { Store } from '../client.ts';
import { withTransaction } from '../transaction.ts';
import { notifySweep } from './notify-progress.ts';
import type { SweepState } from './sweep-state.ts';

/** A change of a sweep's state. `attempt` as `createSweep` returned it; without it only cancellation stands against a late writer. */
export interface SweepMark {
  readonly sweepId: string;
  readonly state: Exclude<SweepState, 'planned'>;
  readonly message?: string;
  readonly attempt?: number;
}

/**
 * Changes a sweep's state, unless a later attempt has begun or the sweep was cancelled. Marking a state a second time
 * changes nothing.
 *
 * @returns whether the sweep is in `state` afterwards.
 */
export async function markSweep(store: Store, mark: SweepMark): Promise<boolean> {
  return withTransaction(store, async (client) => {
    const marked = await client.query(
      `update store.sweeps
          set state = $2, message = $3, updated_at = now(),
              started_at = case when $2 = 'running' then now() else started_at end,
              finished_at = case when $2 = 'running' then null else now() end
        where id = $1 and state <> $2 and state <> 'cancelled' and attempt <= coalesce($4::int4, attempt)`,
      [mark.sweepId, mark.state, mark.message ?? null, mark.attempt ?? null],
    );
    if (marked.rowCount === 1) {
      await client.query(`insert into store.events (sweep_id, kind, detail) values ($1, $2, $3)`, [
        mark.sweepId,
        mark.state,
        JSON.stringify({ message: mark.message ?? null }),
      ]);
      await notifySweep(client, mark.sweepId);
    }
    const now = await client.query(
      `select 1 from store.sweeps where id = $1 and state = $2 and attempt <= coalesce($3::int4, attempt)`,
      [mark.sweepId, mark.state, mark.attempt ?? null],
    );
    return now.rowCount === 1;
  });
}
