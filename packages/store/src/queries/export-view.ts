import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { to } from 'pg-copy-streams';
import type { Store } from '../client.ts';
import { withTransaction } from '../transaction.ts';
import { type ViewName, views } from '../views/registry.ts';
import { assertSweepId } from './sweep-id.ts';

/** Such as a writable file; it is ended. */
export interface ViewExport {
  readonly view: ViewName;
  readonly sweepId: string;
  readonly output: Writable;
}

/** Streams a view's rows of one sweep as CSV with a header; doubles are printed so that they read back to the same bits. */
export async function exportView(store: Store, { view, sweepId, output }: ViewExport): Promise<void> {
  assertSweepId(sweepId);
  const { name, columns } = views[view];
  const hasKey = columns.some(([column]) => column === 'quantity');
  const hasCell = columns.some(([column]) => column === 'cell');
  const order = hasKey ? 'cell, quantity, layer, step, input_a, input_b' : hasCell ? 'cell' : 'sweep';
  await withTransaction(store, async (client) => {
    await client.query(`set local statement_timeout = '10min'`);
    const rows = client.query(
      to(
        `copy (select * from widthwise.${name} where sweep_id = '${sweepId}' order by ${order}) to stdout (format csv, header)`,
      ),
    );
    await pipeline(rows, output);
  });
}
