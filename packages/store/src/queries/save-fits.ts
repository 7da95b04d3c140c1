import type { WidthFit } from '@widthwise/stats';
import type { Store } from '../client.ts';
import { withTransaction } from '../transaction.ts';
import { encodeFloats, encodeIntegers } from '../values/arrays.ts';
import { BinaryRows } from '../values/binary-rows.ts';
import { copyIn } from '../values/copy-in.ts';
import type { FitFilter, WidthSeries } from './load-width-series.ts';

/** A series with its fits, and the theory that was fitted beside it. */
export interface FittedSeries {
  readonly series: WidthSeries;
  readonly fits: readonly WidthFit[];
  readonly theory: string | undefined;
}

const COLUMNS = `sweep_id, cell_id, quantity, layer, step, input_a, input_b, form, is_preferred, coefficients, covariance,
  prediction, theory, chi_square, degrees_of_freedom, p_value, aicc, widths, networks`;

function writeFit(
  rows: BinaryRows,
  key: { readonly sweepId: string; readonly quantity: string; readonly fitted: FittedSeries },
  fit: WidthFit,
): void {
  const { series, theory } = key.fitted;
  const label = `fit of ${key.quantity} at layer ${series.layer}`;
  rows.row(19);
  rows.text(key.sweepId);
  rows.text(series.cellId);
  rows.text(key.quantity);
  rows.int4(series.layer);
  rows.int4(series.step);
  rows.int4(series.inputA);
  rows.int4(series.inputB);
  rows.text(fit.form);
  rows.encoded(Buffer.of(fit.isPreferred ? 1 : 0));
  rows.encoded(encodeFloats(fit.coefficients, label));
  rows.encoded(encodeFloats(fit.covariance, label));
  if (fit.prediction === undefined) rows.text(undefined);
  else rows.encoded(encodeFloats(fit.prediction, label));
  rows.text(fit.prediction === undefined ? undefined : theory);
  rows.float8(fit.chiSquare);
  rows.int4(fit.degreesOfFreedom);
  rows.float8(fit.pValue);
  rows.float8(fit.aicc);
  rows.encoded(encodeIntegers(Float64Array.from(series.widths), label));
  rows.int4(series.networks.reduce((sum, count) => sum + count, 0));
}

/**
 * Replaces the stored fits of one quantity of a sweep, or of one layer of it, in one transaction. Writers of one sweep take
 * turns.
 *
 * @throws StoreError NUMERICAL_NONFINITE if a coefficient is NaN or infinite.
 */
export async function saveFits(
  store: Store,
  sweepId: string,
  replaced: FitFilter & { readonly quantity: string; readonly fitted: readonly FittedSeries[] },
): Promise<void> {
  const { quantity, layer, fitted } = replaced;
  const rows = new BinaryRows();
  for (const one of fitted) {
    for (const fit of one.fits) writeFit(rows, { sweepId, quantity, fitted: one }, fit);
  }
  await withTransaction(store, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 0))`, [`fits ${sweepId}`]);
    await client.query(
      `delete from store.fits where sweep_id = $1 and quantity = $2 and ($3::integer is null or layer = $3)`,
      [sweepId, quantity, layer ?? null],
    );
    await copyIn(client, `copy store.fits (${COLUMNS}) from stdin (format binary)`, rows);
  });
}
