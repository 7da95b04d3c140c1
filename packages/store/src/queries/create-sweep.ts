import type { PlannedCell, SweepPlan } from '@widthwise/plan';
import type pg from 'pg';
import type { Store } from '../client.ts';
import { withTransaction } from '../transaction.ts';
import { notifySweep } from './notify-progress.ts';
import type { SweepState } from './sweep-state.ts';

/** Rows per statement: keeps a statement's parameters under a few MB. */
const BATCH = 2_000;

/** What `createSweep` found and did. */
export interface CreatedSweep {
  /** False if the sweep was there already. */
  readonly created: boolean;
  /** Cells whose target, lineage or shard size differ from what was stored; all of them in a new sweep. */
  readonly changedCells: number;
  readonly state: SweepState;
  readonly attempt: number;
}

async function insertCells(client: pg.PoolClient, cells: readonly PlannedCell[]): Promise<void> {
  const of = <Value>(pick: (planned: PlannedCell) => Value): Value[] => cells.map(pick);
  await client.query(
    `insert into store.cells (id, experiment, version, seed, activation, negative_slope, width, depth, sigma_w, sigma_b,
                              sampler, inputs, parameters)
     select * from unnest($1::text[], $2::text[], $3::int4[], $4::int8[], $5::text[], $6::float8[], $7::int4[], $8::int4[],
                          $9::float8[], $10::float8[], $11::text[], $12::jsonb[], $13::jsonb[])
     on conflict do nothing`,
    [
      of(({ cell }) => cell.id),
      of(({ cell }) => cell.experiment),
      of(({ cell }) => cell.version),
      of(({ cell }) => cell.seed),
      of(({ cell }) => cell.parameters.network.activation),
      of(({ cell }) => cell.parameters.network.negativeSlope ?? null),
      of(({ cell }) => cell.parameters.network.width),
      of(({ cell }) => cell.parameters.network.depth),
      of(({ cell }) => cell.parameters.network.sigmaW),
      of(({ cell }) => cell.parameters.network.sigmaB),
      of(({ cell }) => cell.parameters.sampler),
      of(({ cell }) => JSON.stringify(cell.parameters.inputs)),
      of(({ cell }) => JSON.stringify(cell.parameters)),
    ],
  );
}

async function upsertTargets(
  client: pg.PoolClient,
  sweepId: string,
  cells: readonly PlannedCell[],
  firstOrdinal: number,
): Promise<number> {
  const of = <Value>(pick: (planned: PlannedCell, index: number) => Value): Value[] => cells.map(pick);
  const result = await client.query(
    `insert into store.sweep_cells as c (sweep_id, cell_id, ordinal, lineage, networks, shard_networks, device_class, fingerprint,
                                         seconds_per_network, memory_bytes, axes)
     select $1::text, * from unnest($2::text[], $3::int4[], $4::text[], $5::int4[], $6::int4[], $7::text[], $8::text[],
                              $9::float8[], $10::int8[], $11::jsonb[])
     on conflict (sweep_id, cell_id) do update
        set (lineage, networks, shard_networks, device_class, fingerprint, seconds_per_network, memory_bytes)
          = (excluded.lineage, excluded.networks, excluded.shard_networks, excluded.device_class, excluded.fingerprint,
             excluded.seconds_per_network, excluded.memory_bytes)
      where (c.lineage, c.networks, c.shard_networks, c.device_class)
            is distinct from (excluded.lineage, excluded.networks, excluded.shard_networks, excluded.device_class)`,
    [
      sweepId,
      of(({ cell }) => cell.id),
      of((_, index) => firstOrdinal + index),
      of(({ lineage }) => lineage),
      of(({ networks }) => networks),
      of(({ shardNetworks }) => shardNetworks),
      of(({ deviceClass }) => deviceClass),
      of(({ fingerprint }) => fingerprint),
      of(({ secondsPerNetwork }) => secondsPerNetwork),
      of(({ memoryBytes }) => Math.ceil(memoryBytes)),
      of(({ axes }) => JSON.stringify(axes)),
    ],
  );
  return result.rowCount ?? 0;
}

/**
 * Stores a plan; storing it again changes nothing. A sweep that ended otherwise than completed, or whose cells changed (another
 * backend, another version of the numeric packages), is opened again as `planned` with the next attempt.
 */
export async function createSweep(store: Store, plan: SweepPlan): Promise<CreatedSweep> {
  return withTransaction(store, async (client) => {
    const inserted = await client.query(
      `insert into store.sweeps (id, name, spec, probes) values ($1, $2, $3, $4) on conflict do nothing`,
      [plan.id, plan.name, JSON.stringify(plan.spec), JSON.stringify(plan.probes)],
    );
    const created = inserted.rowCount === 1;
    await client.query(`select 1 from store.sweeps where id = $1 for update`, [plan.id]);
    let changedCells = 0;
    for (let start = 0; start < plan.cells.length; start += BATCH) {
      const batch = plan.cells.slice(start, start + BATCH);
      await insertCells(client, batch);
      changedCells += await upsertTargets(client, plan.id, batch, start);
    }
    const reopened = await client.query(
      `update store.sweeps
          set state = 'planned', message = null, attempt = attempt + 1, updated_at = now(), started_at = null, finished_at = null
        where id = $1 and not $2::boolean
          and (state in ('cancelled', 'failed', 'partial') or (state = 'completed' and $3::boolean))`,
      [plan.id, created, changedCells > 0],
    );
    if (created || reopened.rowCount === 1) {
      await client.query(`insert into store.events (sweep_id, kind, detail) values ($1, $2, $3)`, [
        plan.id,
        created ? 'created' : 'reopened',
        JSON.stringify({ cells: plan.cells.length, changedCells }),
      ]);
      await notifySweep(client, plan.id);
    }
    const now = await client.query<{ state: SweepState; attempt: number }>(
      `select state, attempt from store.sweeps where id = $1`,
      [plan.id],
    );
    const { state = 'planned', attempt = 1 } = now.rows[0] ?? {};
    return { created, changedCells, state, attempt };
  });
}
