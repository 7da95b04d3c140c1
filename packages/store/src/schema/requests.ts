import { bigint, jsonb, text } from 'drizzle-orm/pg-core';
import { instant, key, storeSchema } from './columns.ts';

/** What a user of the dashboard asked for; a worker acts on it. */
export const requests = storeSchema.table('requests', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  sweepId: key('sweep_id').notNull(),
  kind: text('kind').notNull(),
  detail: jsonb('detail').notNull().default({}),
  requestedAt: instant('requested_at').notNull().defaultNow(),
  handledAt: instant('handled_at'),
  outcome: text('outcome'),
});
