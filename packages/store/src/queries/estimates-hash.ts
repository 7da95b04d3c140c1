import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { to } from 'pg-copy-streams';
import type { Store } from '../client.ts';
import { withTransaction } from '../transaction.ts';
import { assertSweepId } from './sweep-id.ts';

/**
 * SHA-256 (hex) over every estimate of a sweep, in key order: cell, probe, quantity, layer, step, inputs, value, standard
 * error and networks, as Postgres sends them in binary (big-endian float64 and int32, each with its length). No times, no
 * workers, no shards: equal hashes mean bitwise equal results.
 */
export async function estimatesHash(store: Store, sweepId: string): Promise<string> {
  assertSweepId(sweepId);
  return withTransaction(store, async (client) => {
    const hash = createHash('sha256');
    const rows = client.query(
      to(`copy (
        select t.cell_id, t.probe, e.quantity, e.layer, e.step, e.input_a, e.input_b, e.value, e.standard_error, e.networks
          from store.sweep_cells w
          join store.estimate_sets t on t.cell_id = w.cell_id and t.lineage = w.lineage
          join store.estimates e on e.set_id = t.id
         where w.sweep_id = '${sweepId}'
         order by t.cell_id, t.probe collate "C", e.quantity, e.layer, e.step, e.input_a, e.input_b
      ) to stdout (format binary)`),
    );
    await pipeline(rows, hash);
    return hash.digest('hex');
  });
}
