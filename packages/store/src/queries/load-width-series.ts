import { query, type SqlValue, type Store } from '../client.ts';
import { fromEstimates } from '../views/estimate-view.ts';

/** Which estimates; a part left out admits everything. */
export interface FitFilter {
  readonly quantity?: string;
  readonly layer?: number;
}

/** One estimate over the widths of cells that are alike in all else. Arrays run over ascending widths. */
export interface WidthSeries {
  /** The widest of the cells. */
  readonly cellId: string;
  /** As stored: −1 where a part of the key does not apply. */
  readonly layer: number;
  readonly step: number;
  readonly inputA: number;
  readonly inputB: number;
  readonly widths: readonly number[];
  readonly values: readonly number[];
  readonly standardErrors: readonly number[];
  readonly networks: readonly number[];
  readonly predictions: readonly (number | null)[];
  readonly theories: readonly (string | null)[];
}

/** Names of the quantities of a sweep that have estimates, in alphabetical order. */
export async function listQuantities(store: Store, sweepId: string): Promise<readonly string[]> {
  const rows = await query<{ quantity: string }>(
    store,
    `select distinct e.quantity::text as quantity from ${fromEstimates} where s.id = $1 order by 1`,
    [sweepId],
  );
  return rows.map(({ quantity }) => quantity);
}

/**
 * Series of one quantity with at least three widths. Estimates without an error, or whose error is zero, have no weight and
 * are left out.
 */
export async function loadWidthSeries(
  store: Store,
  sweepId: string,
  filter: FitFilter & { readonly quantity: string },
): Promise<readonly WidthSeries[]> {
  const values: SqlValue[] = [sweepId, filter.quantity];
  if (filter.layer !== undefined) values.push(filter.layer);
  const over = (column: string) => `array_agg(${column} order by c.width)`;
  return query<WidthSeries>(
    store,
    `select (array_agg(c.id::text order by c.width desc))[1] as "cellId", e.layer, e.step, e.input_a as "inputA", e.input_b as "inputB",
            ${over('c.width')} as widths, ${over('e.value')} as values, ${over('e.standard_error')} as "standardErrors",
            ${over('e.networks')} as networks, ${over('e.prediction')} as predictions, ${over('e.theory::text')} as theories
       from ${fromEstimates}
      where s.id = $1 and e.quantity = $2 and e.standard_error > 0 and e.value is not null
            ${filter.layer === undefined ? '' : 'and e.layer = $3'}
      group by c.experiment, c.version, c.seed, c.parameters #- '{network,width}', t.probe, e.layer, e.step, e.input_a, e.input_b
     having count(*) >= 3
      order by min(w.ordinal), e.input_a, e.input_b, e.step, e.layer`,
    values,
  );
}
