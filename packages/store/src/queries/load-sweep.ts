import type { ProbeSelection } from '@widthwise/probes';
import { query, type Store } from '../client.ts';
import { StoreError } from '../errors.ts';
import type { SweepState } from './sweep-state.ts';

/** A sweep's own row. */
export interface Sweep {
  readonly id: string;
  readonly name: string;
  /** The canonical spec. */
  readonly spec: unknown;
  readonly probes: readonly ProbeSelection[];
  readonly state: SweepState;
  readonly message: string | undefined;
  readonly attempt: number;
  readonly createdAt: Date;
}

export const unknownSweep = (sweepId: string): StoreError =>
  new StoreError('SWEEP_UNKNOWN', `no sweep ${sweepId} is stored. \`widthwise list\` shows those that are.`);

/** @throws StoreError SWEEP_UNKNOWN. */
export async function loadSweep(store: Store, sweepId: string): Promise<Sweep> {
  const [row] = await query<Omit<Sweep, 'message'> & { message: string | null }>(
    store,
    `select id, name, spec, probes, state, message, attempt, created_at as "createdAt" from store.sweeps where id = $1`,
    [sweepId],
  );
  if (row === undefined) throw unknownSweep(sweepId);
  return { ...row, message: row.message ?? undefined };
}

/**
 * Sweeps by name, or by the beginning of their id (at least four characters), newest first.
 *
 * @returns ids; empty if none match.
 */
export async function findSweeps(store: Store, nameOrPrefix: string): Promise<readonly string[]> {
  const rows = await query<{ id: string }>(
    store,
    `select id from store.sweeps
      where name = $1 or (length($1) >= 4 and starts_with(id, $1))
      order by created_at desc, id`,
    [nameOrPrefix],
  );
  return rows.map(({ id }) => id);
}
