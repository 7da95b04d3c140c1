import type pg from 'pg';

export const PROGRESS_CHANNEL = 'widthwise_progress';

/** What changed: a shard was stored, estimates were rewritten, or the sweep's own row changed. */
export type ProgressKind = 'shard' | 'estimates' | 'state';

/** Tells every sweep that holds the cell; sent when the transaction commits, repeated messages once. */
export async function notifyCell(
  client: pg.PoolClient,
  cell: { readonly cellId: string; readonly lineage: string },
  kind: ProgressKind,
): Promise<void> {
  await client.query(
    `select pg_notify('${PROGRESS_CHANNEL}', $3::text || ' ' || sweep_id) from store.sweep_cells where cell_id = $1 and lineage = $2`,
    [cell.cellId, cell.lineage, kind],
  );
}

export async function notifySweep(client: pg.PoolClient, sweepId: string): Promise<void> {
  await client.query(`select pg_notify('${PROGRESS_CHANNEL}', 'state ' || $1::text)`, [sweepId]);
}
