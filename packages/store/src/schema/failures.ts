import { sql } from 'drizzle-orm';
import { bigint, index, integer, jsonb, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { cells } from './cells.ts';
import { instant, key, storeSchema } from './columns.ts';

/** Outcomes that are not numbers: networks that left the floating-point range, and shards that could not be computed. */
export const failures = storeSchema.table(
  'failures',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    cellId: key('cell_id')
      .notNull()
      .references(() => cells.id),
    lineage: key('lineage').notNull(),
    shardId: key('shard_id').notNull(),
    /** Null for the failure of a whole shard. */
    network: integer('network'),
    layer: integer('layer'),
    code: text('code').notNull(),
    message: text('message').notNull(),
    detail: jsonb('detail').notNull().default({}),
    worker: text('worker').notNull(),
    attempts: integer('attempts').notNull().default(1),
    failedAt: instant('failed_at').notNull().defaultNow(),
  },
  (table) => [
    index('failures_cell').on(table.cellId, table.lineage),
    uniqueIndex('failures_network')
      .on(table.cellId, table.lineage, table.network, table.code)
      .where(sql`${table.network} is not null`),
    uniqueIndex('failures_shard').on(table.shardId, table.code).where(sql`${table.network} is null`),
  ],
);
