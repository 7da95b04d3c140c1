import { benjaminiHochberg, benjaminiYekutieli } from '@widthwise/stats';
import { query, type Store } from '../client.ts';
import { withTransaction } from '../transaction.ts';
import { fromEstimates } from '../views/estimate-view.ts';

/** One quantity's tests over all layers, inputs and cells of a sweep. */
export interface TestFamily {
  readonly quantity: string;
  readonly tests: number;
  /** Tests whose adjusted p-value is at most the level. */
  readonly benjaminiHochberg: number;
  readonly benjaminiYekutieli: number;
}

interface StoredTest {
  readonly cellId: string;
  readonly quantity: string;
  readonly layer: number;
  readonly step: number;
  readonly inputA: number;
  readonly inputB: number;
  readonly pValue: number;
}

const COLUMNS = `sweep_id, cell_id, quantity, layer, step, input_a, input_b, p_value, benjamini_hochberg, benjamini_yekutieli, tests`;

async function replaceFamily(
  store: Store,
  sweepId: string,
  tests: readonly StoredTest[],
): Promise<TestFamily['quantity']> {
  const pValues = tests.map(({ pValue }) => pValue);
  const hochberg = benjaminiHochberg(pValues);
  const yekutieli = benjaminiYekutieli(pValues);
  const quantity = tests[0]?.quantity ?? '';
  const rows = tests.map((test, i) => ({ ...test, hochberg: hochberg[i], yekutieli: yekutieli[i] }));
  await withTransaction(store, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`discoveries ${sweepId}`]);
    await client.query(`delete from store.discoveries where sweep_id = $1 and quantity = $2`, [
      sweepId,
      quantity,
    ]);
    await client.query(
      `insert into store.discoveries (${COLUMNS})
       select $1, r."cellId", r.quantity, r.layer, r.step, r."inputA", r."inputB", r."pValue", r.hochberg, r.yekutieli, $2
         from jsonb_to_recordset($3::jsonb) as r("cellId" text, quantity text, layer integer, step integer, "inputA" integer,
              "inputB" integer, "pValue" float8, hochberg float8, yekutieli float8)`,
      [sweepId, tests.length, JSON.stringify(rows)],
    );
  });
  return quantity;
}

/**
 * Adjusts every p-value of a sweep (quantities whose names end in -p) for the number of tests of its family, from the estimates stored at
 * this moment, and replaces what was stored.
 *
 * @param level - of false discoveries that the counts are made at.
 */
export async function discover(store: Store, sweepId: string, level: number): Promise<readonly TestFamily[]> {
  const tests = await query<StoredTest & { readonly [column: string]: unknown }>(
    store,
    `select c.id::text as "cellId", e.quantity::text as quantity, e.layer, e.step, e.input_a as "inputA", e.input_b as "inputB", e.value as "pValue"
       from ${fromEstimates}
      where s.id = $1 and e.quantity like '%-p' and e.value between 0 and 1
      order by e.quantity, w.ordinal, e.layer, e.input_a, e.input_b`,
    [sweepId],
  );
  for (const quantity of new Set(tests.map((test) => test.quantity)))
    await replaceFamily(
      store,
      sweepId,
      tests.filter((test) => test.quantity === quantity),
    );
  return query<TestFamily & { readonly [column: string]: unknown }>(
    store,
    `select quantity::text, count(*)::integer as tests,
            count(*) filter (where benjamini_hochberg <= $2)::integer as "benjaminiHochberg",
            count(*) filter (where benjamini_yekutieli <= $2)::integer as "benjaminiYekutieli"
       from store.discoveries where sweep_id = $1 group by quantity order by quantity`,
    [sweepId, level],
  );
}
