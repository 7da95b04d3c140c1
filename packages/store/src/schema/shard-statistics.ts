import { integer, jsonb, primaryKey, text } from 'drizzle-orm/pg-core';
import { float8Array, int8Array, key, storeSchema } from './columns.ts';
import { shards } from './shards.ts';

/** Sufficient statistics of one shard for one probe. */
export const shardStatistics = storeSchema.table(
  'shard_statistics',
  {
    shardId: key('shard_id')
      .notNull()
      .references(() => shards.id),
    probe: text('probe').notNull(),
    version: integer('version').notNull(),
    options: jsonb('options').notNull(),
    contributors: integer('contributors').notNull(),
    floats: float8Array('floats').notNull(),
    counts: int8Array('counts').notNull(),
    reservoir: float8Array('reservoir').notNull(),
    contentHash: key('content_hash').notNull(),
  },
  (table) => [primaryKey({ name: 'shard_statistics_key', columns: [table.shardId, table.probe] })],
);
