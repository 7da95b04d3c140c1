import { bigint, doublePrecision, integer, uniqueIndex } from 'drizzle-orm/pg-core';
import { cells } from './cells.ts';
import { instant, key, storeSchema } from './columns.ts';
import { sweeps } from './sweeps.ts';

/**
 * p-values of a sweep adjusted for how many there are: one family a quantity, over its layers, inputs and cells. As in `estimates`, −1
 * stands for "does not apply".
 */
export const discoveries = storeSchema.table(
  'discoveries',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sweepId: key('sweep_id')
      .notNull()
      .references(() => sweeps.id),
    cellId: key('cell_id')
      .notNull()
      .references(() => cells.id),
    quantity: key('quantity').notNull(),
    layer: integer('layer').notNull(),
    step: integer('step').notNull(),
    inputA: integer('input_a').notNull(),
    inputB: integer('input_b').notNull(),
    pValue: doublePrecision('p_value').notNull(),
    benjaminiHochberg: doublePrecision('benjamini_hochberg').notNull(),
    benjaminiYekutieli: doublePrecision('benjamini_yekutieli').notNull(),
    /** Tests of the family. */
    tests: integer('tests').notNull(),
    adjustedAt: instant('adjusted_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('discoveries_key').on(t.sweepId, t.quantity, t.cellId, t.layer, t.step, t.inputA, t.inputB),
  ],
);
