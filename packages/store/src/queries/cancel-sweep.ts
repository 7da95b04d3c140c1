import { query, type Store } from '../client.ts';
import { unknownSweep } from './load-sweep.ts';
import { markSweep } from './mark-sweep.ts';
import type { SweepState } from './sweep-state.ts';

/**
 * Cancels a sweep that has not ended: once this returns true no further shard is stored for it. What is stored stays.
 *
 * @returns whether the sweep is cancelled; false if it had ended otherwise.
 * @throws StoreError SWEEP_UNKNOWN.
 */
export async function cancelSweep(store: Store, sweepId: string, message?: string): Promise<boolean> {
  const [sweep] = await query<{ state: SweepState }>(store, `select state from store.sweeps where id = $1`, [
    sweepId,
  ]);
  if (sweep === undefined) throw unknownSweep(sweepId);
  if (sweep.state !== 'planned' && sweep.state !== 'running') return sweep.state === 'cancelled';
  return markSweep(store, {
    sweepId,
    state: 'cancelled',
    ...(message === undefined ? {} : { message }),
  });
}
