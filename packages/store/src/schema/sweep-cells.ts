import { bigint, doublePrecision, index, integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';
import { cells } from './cells.ts';
import { key, storeSchema } from './columns.ts';
import { sweeps } from './sweeps.ts';

/** What a sweep wants of a cell. Shards belong to the cell and lineage, so that sweeps share work. */
export const sweepCells = storeSchema.table(
  'sweep_cells',
  {
    sweepId: key('sweep_id')
      .notNull()
      .references(() => sweeps.id),
    cellId: key('cell_id')
      .notNull()
      .references(() => cells.id),
    ordinal: integer('ordinal').notNull(),
    lineage: key('lineage').notNull(),
    networks: integer('networks').notNull(),
    shardNetworks: integer('shard_networks').notNull(),
    deviceClass: text('device_class').notNull(),
    fingerprint: text('fingerprint').notNull(),
    secondsPerNetwork: doublePrecision('seconds_per_network').notNull(),
    memoryBytes: bigint('memory_bytes', { mode: 'number' }).notNull(),
    axes: jsonb('axes').notNull(),
  },
  (table) => [
    primaryKey({ name: 'sweep_cells_key', columns: [table.sweepId, table.cellId] }),
    index('sweep_cells_cell').on(table.cellId, table.lineage),
  ],
);
