import { bigint, doublePrecision, integer, uniqueIndex } from 'drizzle-orm/pg-core';
import { cells } from './cells.ts';
import { instant, int8Array, key, storeSchema } from './columns.ts';
import { sweeps } from './sweeps.ts';

/**
 * Deviations from infinite width at one ratio of layer to width, over cells that are alike in all but width and depth. The widest of
 * them, `cell_id`, stands for the group. As in `estimates`, −1 stands for "does not apply".
 */
export const collapseFits = storeSchema.table(
  'collapse_fits',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    sweepId: key('sweep_id')
      .notNull()
      .references(() => sweeps.id),
    cellId: key('cell_id')
      .notNull()
      .references(() => cells.id),
    quantity: key('quantity').notNull(),
    step: integer('step').notNull(),
    inputA: integer('input_a').notNull(),
    inputB: integer('input_b').notNull(),
    /** Layer per neuron of a layer. */
    ratio: doublePrecision('ratio').notNull(),
    widths: int8Array('widths').notNull(),
    layers: int8Array('layers').notNull(),
    value: doublePrecision('value').notNull(),
    standardError: doublePrecision('standard_error').notNull(),
    chiSquare: doublePrecision('chi_square').notNull(),
    degreesOfFreedom: integer('degrees_of_freedom').notNull(),
    pValue: doublePrecision('p_value').notNull(),
    networks: integer('networks').notNull(),
    fittedAt: instant('fitted_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('collapse_fits_key').on(t.sweepId, t.quantity, t.step, t.inputA, t.inputB, t.cellId, t.ratio),
  ],
);
