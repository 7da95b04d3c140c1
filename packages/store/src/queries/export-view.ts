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
  readonly format: 'csv' | 'json';
  readonly output: Writable;
}

/** JSON has neither of the two characters, so that each row comes out as it is: COPY's text format would double backslashes. */
const AS_IT_IS = `format csv, quote e'\\x01', delimiter e'\\x02'`;

/**
 * Streams a view's rows of one sweep as CSV with a header, or as one JSON object per line; doubles are printed so that they
 * read back to the same bits.
 */
export async function exportView(store: Store, { view, sweepId, format, output }: ViewExport): Promise<void> {
  assertSweepId(sweepId);
  const { name, columns } = views[view];
  const hasKey = columns.some(([column]) => column === 'quantity');
  const hasCell = columns.some(([column]) => column === 'cell');
  const order = hasKey ? 'cell, quantity, layer, step, input_a, input_b' : hasCell ? 'cell' : 'sweep';
  await withTransaction(store, async (client) => {
    await client.query(`set local statement_timeout = '10min'`);
    const select = `select * from widthwise.${name} where sweep_id = '${sweepId}' order by ${order}`;
    const statement =
      format === 'csv'
        ? `copy (${select}) to stdout (format csv, header)`
        : `copy (select row_to_json(v) from (${select}) as v) to stdout (${AS_IT_IS})`;
    const rows = client.query(to(statement));
    await pipeline(rows, output);
  });
}
