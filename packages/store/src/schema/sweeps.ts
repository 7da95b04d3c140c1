import { sql } from 'drizzle-orm';
import { check, index, integer, jsonb, text } from 'drizzle-orm/pg-core';
import { instant, key, storeSchema } from './columns.ts';

/** A named set of cells with targets. `attempt` is the fence: a writer with an older attempt changes nothing. */
export const sweeps = storeSchema.table(
  'sweeps',
  {
    id: key('id').primaryKey(),
    name: text('name').notNull(),
    spec: jsonb('spec').notNull(),
    probes: jsonb('probes').notNull(),
    state: text('state').notNull().default('planned'),
    message: text('message'),
    attempt: integer('attempt').notNull().default(1),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    startedAt: instant('started_at'),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    index('sweeps_name').on(table.name, table.createdAt),
    check(
      'sweeps_state',
      sql`${table.state} in ('planned', 'running', 'completed', 'partial', 'cancelled', 'failed')`,
    ),
  ],
);
