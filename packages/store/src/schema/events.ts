import { bigint, index, jsonb, text } from 'drizzle-orm/pg-core';
import { instant, key, storeSchema } from './columns.ts';

/** What happened to a sweep, in order; never changed. */
export const events = storeSchema.table(
  'events',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sweepId: key('sweep_id').notNull(),
    kind: text('kind').notNull(),
    detail: jsonb('detail').notNull().default({}),
    happenedAt: instant('happened_at').notNull().defaultNow(),
  },
  (table) => [index('events_sweep').on(table.sweepId, table.id)],
);
