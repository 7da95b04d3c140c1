import { type Collapse, collapse } from '@widthwise/stats';
import { query, type Store } from '../client.ts';
import { withTransaction } from '../transaction.ts';
import { fromEstimates, samePredictionKey } from '../views/estimate-view.ts';
import type { FitFilter } from './load-width-series.ts';

/** An estimate with what theory says at infinite width, and the group of cells that it belongs to. */
interface Deviation {
  readonly cellId: string;
  readonly group: string;
  readonly width: number;
  readonly layer: number;
  readonly step: number;
  readonly inputA: number;
  readonly inputB: number;
  readonly value: number;
  readonly standardError: number;
  readonly networks: number;
}

interface CollapsedRatio {
  readonly points: readonly Deviation[];
  readonly fit: Collapse;
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b));

/** Deviations of one quantity at layers, by group, key and ratio of layer to width in lowest terms. */
async function loadDeviations(
  store: Store,
  sweepId: string,
  quantity: string,
): Promise<readonly Deviation[]> {
  return query<Deviation & { readonly [column: string]: unknown }>(
    store,
    `select c.id::text as "cellId", (c.experiment, c.version, c.seed, c.parameters #- '{network,width}' #- '{network,depth}')::text as "group",
            c.width, e.layer, e.step, e.input_a as "inputA", e.input_b as "inputB",
            e.value - p.value as value, e.standard_error as "standardError", e.networks
       from ${fromEstimates}
       join store.predictions p on ${samePredictionKey} and p.theory = 'infinite-width'
      where s.id = $1 and e.quantity = $2 and e.layer > 0 and e.standard_error > 0 and e.value is not null
      order by c.width desc, e.layer, c.id`,
    [sweepId, quantity],
  );
}

function collapsedRatios(deviations: readonly Deviation[]): readonly CollapsedRatio[] {
  const byRatio = new Map<string, Deviation[]>();
  for (const deviation of deviations) {
    const { group, layer, width, step, inputA, inputB } = deviation;
    const divisor = greatestDivisor(layer, width);
    const ratio = JSON.stringify([group, step, inputA, inputB, layer / divisor, width / divisor]);
    byRatio.set(ratio, [...(byRatio.get(ratio) ?? []), deviation]);
  }
  return [...byRatio.values()].flatMap((points) => {
    const isOfWidths = new Set(points.map(({ width }) => width)).size > 1;
    const fit = isOfWidths ? collapse(points) : undefined;
    return fit === undefined ? [] : [{ points, fit }];
  });
}

const COLUMNS = `sweep_id, cell_id, quantity, step, input_a, input_b, ratio, widths, layers, value, standard_error, chi_square,
  degrees_of_freedom, p_value, networks`;

/**
 * Compares what a quantity of a sweep deviates from infinite width at equal ratios of layer to width, from the estimates stored at this
 * moment, and replaces what was stored of it.
 *
 * @returns how many ratios have at least two widths.
 */
export async function collapseSweep(
  store: Store,
  sweepId: string,
  { quantity }: FitFilter & { readonly quantity: string },
): Promise<number> {
  const rows = collapsedRatios(await loadDeviations(store, sweepId, quantity)).map(({ points, fit }) => {
    const [first] = points;
    if (first === undefined) throw new RangeError('a ratio without points');
    return {
      cell_id: first.cellId,
      step: first.step,
      input_a: first.inputA,
      input_b: first.inputB,
      ratio: first.layer / first.width,
      widths: points.map(({ width }) => width),
      layers: points.map(({ layer }) => layer),
      value: fit.value,
      standard_error: fit.standardError,
      chi_square: fit.chiSquare,
      degrees_of_freedom: fit.degreesOfFreedom,
      p_value: fit.pValue,
      networks: points.reduce((sum, { networks }) => sum + networks, 0),
    };
  });
  await withTransaction(store, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`fits ${sweepId}`]);
    await client.query(`delete from store.collapse_fits where sweep_id = $1 and quantity = $2`, [
      sweepId,
      quantity,
    ]);
    await client.query(
      `insert into store.collapse_fits (${COLUMNS})
       select $1, r.cell_id, $2, r.step, r.input_a, r.input_b, r.ratio, r.widths, r.layers, r.value, r.standard_error, r.chi_square,
              r.degrees_of_freedom, r.p_value, r.networks
         from jsonb_to_recordset($3::jsonb) as r(cell_id text, step integer, input_a integer, input_b integer, ratio float8,
              widths bigint[], layers bigint[], value float8, standard_error float8, chi_square float8,
              degrees_of_freedom integer, p_value float8, networks integer)`,
      [sweepId, quantity, JSON.stringify(rows)],
    );
  });
  return rows.length;
}
