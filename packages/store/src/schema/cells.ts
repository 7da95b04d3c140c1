import { bigint, doublePrecision, index, integer, jsonb, text } from 'drizzle-orm/pg-core';
import { instant, key, storeSchema } from './columns.ts';

/** Grid points. Immutable; the id is a hash of experiment, version, seed and parameters. */
export const cells = storeSchema.table(
  'cells',
  {
    id: key('id').primaryKey(),
    experiment: text('experiment').notNull(),
    version: integer('version').notNull(),
    seed: bigint('seed', { mode: 'number' }).notNull(),
    activation: text('activation').notNull(),
    negativeSlope: doublePrecision('negative_slope'),
    width: integer('width').notNull(),
    depth: integer('depth').notNull(),
    sigmaW: doublePrecision('sigma_w').notNull(),
    sigmaB: doublePrecision('sigma_b').notNull(),
    sampler: text('sampler').notNull(),
    inputs: jsonb('inputs').notNull(),
    parameters: jsonb('parameters').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('cells_axes').on(table.activation, table.width, table.sigmaW, table.sigmaB)],
);
