import { bigint, doublePrecision, index, jsonb, text } from 'drizzle-orm/pg-core';
import { instant, key, storeSchema } from './columns.ts';
import { sweeps } from './sweeps.ts';

/** Parameters fitted to the estimates of a sweep; `grouping` names the cells a fit used. */
export const fits = storeSchema.table(
  'fits',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sweepId: key('sweep_id')
      .notNull()
      .references(() => sweeps.id),
    model: text('model').notNull(),
    quantity: key('quantity').notNull(),
    parameter: text('parameter').notNull(),
    grouping: jsonb('grouping').notNull(),
    value: doublePrecision('value'),
    standardError: doublePrecision('standard_error'),
    fittedAt: instant('fitted_at').notNull().defaultNow(),
  },
  (table) => [index('fits_sweep').on(table.sweepId, table.quantity)],
);
