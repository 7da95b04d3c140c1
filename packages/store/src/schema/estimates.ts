import { bigint, doublePrecision, integer, jsonb, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { cells } from './cells.ts';
import { instant, int8Array, key, storeSchema } from './columns.ts';

/**
 * One merge of one probe of one cell: its rows in `estimates`, `predictions` and `histograms` are replaced together.
 * `networks` counts those stored and merged and is the fence: a merge of fewer never replaces one of more.
 */
export const estimateSets = storeSchema.table(
  'estimate_sets',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    cellId: key('cell_id')
      .notNull()
      .references(() => cells.id),
    lineage: key('lineage').notNull(),
    probe: text('probe').notNull(),
    version: integer('version').notNull(),
    options: jsonb('options').notNull(),
    networks: integer('networks').notNull(),
    mergedAt: instant('merged_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('estimate_sets_key').on(table.cellId, table.lineage, table.probe)],
);

/**
 * Where a number belongs. −1 stands for "does not apply" (views show NULL): with NULLs a join on the key could not be
 * hashed. No foreign key to the set: its trigger would run once per row, and rows are written only under the set's lock.
 */
const estimateKey = () => ({
  setId: bigint('set_id', { mode: 'number' }).notNull(),
  quantity: key('quantity').notNull(),
  layer: integer('layer').notNull(),
  step: integer('step').notNull(),
  inputA: integer('input_a').notNull(),
  inputB: integer('input_b').notNull(),
});

export const estimates = storeSchema.table(
  'estimates',
  {
    ...estimateKey(),
    value: doublePrecision('value'),
    standardError: doublePrecision('standard_error'),
    networks: integer('networks').notNull(),
    /** The sharpest prediction, repeated from `predictions` so that reading a view joins no second large table. */
    prediction: doublePrecision('prediction'),
    theory: key('theory'),
  },
  (t) => [
    primaryKey({
      name: 'estimates_key',
      columns: [t.setId, t.quantity, t.layer, t.step, t.inputA, t.inputB],
    }),
  ],
);

export const predictions = storeSchema.table(
  'predictions',
  {
    ...estimateKey(),
    theory: key('theory').notNull(),
    value: doublePrecision('value').notNull(),
  },
  (t) => [
    primaryKey({
      name: 'predictions_key',
      columns: [t.setId, t.quantity, t.layer, t.step, t.inputA, t.inputB, t.theory],
    }),
  ],
);

export const histograms = storeSchema.table(
  'histograms',
  { ...estimateKey(), counts: int8Array('counts').notNull() },
  (t) => [
    primaryKey({
      name: 'histograms_key',
      columns: [t.setId, t.quantity, t.layer, t.step, t.inputA, t.inputB],
    }),
  ],
);
