import { bigint, boolean, doublePrecision, integer, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { cells } from './cells.ts';
import { float8Array, instant, int8Array, key, storeSchema } from './columns.ts';
import { sweeps } from './sweeps.ts';

/**
 * Estimates of a sweep as polynomials in 1/N, over cells that are alike in all but width. The widest of them, `cell_id`,
 * stands for the group. As in `estimates`, −1 stands for "does not apply".
 */
export const fits = storeSchema.table(
  'fits',
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
    form: text('form').notNull(),
    isPreferred: boolean('is_preferred').notNull(),
    /** a, b and, where the form has it, c. */
    coefficients: float8Array('coefficients').notNull(),
    /** Row-major. */
    covariance: float8Array('covariance').notNull(),
    /** The same fit of theory; a alone where theory is at infinite width; null where there is none at some width. */
    prediction: float8Array('prediction'),
    theory: key('theory'),
    chiSquare: doublePrecision('chi_square').notNull(),
    degreesOfFreedom: integer('degrees_of_freedom').notNull(),
    pValue: doublePrecision('p_value').notNull(),
    aicc: doublePrecision('aicc'),
    widths: int8Array('widths').notNull(),
    /** Over all widths. */
    networks: integer('networks').notNull(),
    fittedAt: instant('fitted_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('fits_key').on(t.sweepId, t.quantity, t.layer, t.step, t.inputA, t.inputB, t.cellId, t.form),
  ],
);
