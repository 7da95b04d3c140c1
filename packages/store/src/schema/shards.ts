import { sql } from 'drizzle-orm';
import { check, doublePrecision, integer, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { cells } from './cells.ts';
import { instant, key, storeSchema } from './columns.ts';

/** Computed blocks of networks. Immutable: a second save of the same id compares `content_hash`. */
export const shards = storeSchema.table(
  'shards',
  {
    id: key('id').primaryKey(),
    cellId: key('cell_id')
      .notNull()
      .references(() => cells.id),
    lineage: key('lineage').notNull(),
    first: integer('first').notNull(),
    networks: integer('networks').notNull(),
    fingerprint: text('fingerprint').notNull(),
    contentHash: key('content_hash').notNull(),
    worker: text('worker').notNull(),
    attempts: integer('attempts').notNull(),
    wallSeconds: doublePrecision('wall_seconds').notNull(),
    queueSeconds: doublePrecision('queue_seconds').notNull(),
    storedAt: instant('stored_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('shards_block').on(table.cellId, table.lineage, table.first, table.networks),
    check(
      'shards_aligned',
      sql`${table.networks} > 0 and (${table.networks} & (${table.networks} - 1)) = 0 and ${table.first} % ${table.networks} = 0`,
    ),
  ],
);
