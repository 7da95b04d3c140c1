import type { Estimate, EstimateKey, Histogram, ProbeSelection } from '@widthwise/probes';
import type pg from 'pg';
import type { Store } from '../client.ts';
import { StoreError } from '../errors.ts';
import { withTransaction } from '../transaction.ts';
import { encodeIntegers } from '../values/arrays.ts';
import { BinaryRows } from '../values/binary-rows.ts';
import { copyIn } from '../values/copy-in.ts';
import { notifyCell } from './notify-progress.ts';
import type { CellLineage } from './stored-blocks.ts';

/** A theoretical value at the key of an estimate; the shape of `Prediction` of the experiments. */
export interface TheoryValue extends EstimateKey {
  readonly probe: string;
  readonly theory: 'infinite-width' | 'first-order' | 'exact';
  readonly value: number;
}

/** The merge of one probe of one cell. */
export interface CellEstimates extends CellLineage {
  readonly probe: ProbeSelection;
  /** Stored networks that were merged, those without a contribution included. */
  readonly networks: number;
  readonly estimates: readonly Estimate[];
  readonly histograms: readonly Histogram[];
  /** Those of other probes are left out. */
  readonly predictions: readonly TheoryValue[];
}

/** Sharpest first. */
const theories: readonly TheoryValue['theory'][] = ['exact', 'first-order', 'infinite-width'];

const DOES_NOT_APPLY = -1;

const keyOf = (key: EstimateKey): string =>
  `${key.quantity} ${key.layer} ${key.step} ${key.inputA} ${key.inputB}`;

function assertFinite(value: number | undefined, name: string, key: EstimateKey): void {
  if (value === undefined || Number.isFinite(value)) return;
  throw new StoreError(
    'NUMERICAL_NONFINITE',
    `${name} of ${key.quantity} at layer ${key.layer ?? '-'}, inputs ${key.inputA ?? '-'}, ${key.inputB ?? '-'} is ${value}; an estimator that has no value returns undefined.`,
  );
}

function writeKey(rows: BinaryRows, setId: number, key: EstimateKey): void {
  rows.int8(setId);
  rows.text(key.quantity);
  rows.int4(key.layer ?? DOES_NOT_APPLY);
  rows.int4(key.step ?? DOES_NOT_APPLY);
  rows.int4(key.inputA ?? DOES_NOT_APPLY);
  rows.int4(key.inputB ?? DOES_NOT_APPLY);
}

/** The sharpest prediction of each key. */
function sharpestOf(predictions: readonly TheoryValue[]): ReadonlyMap<string, TheoryValue> {
  const sharpest = new Map<string, TheoryValue>();
  const rank = ({ theory }: TheoryValue): number => theories.indexOf(theory);
  for (const prediction of predictions) {
    const key = keyOf(prediction);
    const other = sharpest.get(key);
    if (other === undefined || rank(prediction) < rank(other)) sharpest.set(key, prediction);
  }
  return sharpest;
}

function estimateRows(
  setId: number,
  estimates: readonly Estimate[],
  predictions: readonly TheoryValue[],
): BinaryRows {
  const sharpest = sharpestOf(predictions);
  const rows = new BinaryRows();
  for (const estimate of estimates) {
    assertFinite(estimate.value, 'value', estimate);
    assertFinite(estimate.standardError, 'standard error', estimate);
    const prediction = sharpest.get(keyOf(estimate));
    rows.row(11);
    writeKey(rows, setId, estimate);
    rows.float8(estimate.value);
    rows.float8(estimate.standardError);
    rows.int4(estimate.networks);
    rows.float8(prediction?.value);
    rows.text(prediction?.theory);
  }
  return rows;
}

function predictionRows(setId: number, predictions: readonly TheoryValue[]): BinaryRows {
  const rows = new BinaryRows();
  for (const prediction of predictions) {
    assertFinite(prediction.value, 'prediction', prediction);
    rows.row(8);
    writeKey(rows, setId, prediction);
    rows.text(prediction.theory);
    rows.float8(prediction.value);
  }
  return rows;
}

function histogramRows(setId: number, histograms: readonly Histogram[]): BinaryRows {
  const rows = new BinaryRows();
  for (const histogram of histograms) {
    rows.row(7);
    writeKey(rows, setId, histogram);
    rows.encoded(encodeIntegers(histogram.counts, `histogram ${keyOf(histogram)}: counts`));
  }
  return rows;
}

/** Takes the set's row lock if no merge of more networks is stored. */
async function claimSet(
  client: pg.PoolClient,
  merged: CellEstimates,
): Promise<{ readonly id: number; readonly isNew: boolean } | undefined> {
  const claimed = await client.query<{ id: number; isNew: boolean }>(
    `insert into store.estimate_sets as s (cell_id, lineage, probe, version, options, networks) values ($1, $2, $3, $4, $5, $6)
     on conflict (cell_id, lineage, probe) do update
        set version = excluded.version, options = excluded.options, networks = excluded.networks, merged_at = now()
      where s.networks <= excluded.networks
     returning id::float8 as id, xmax = 0 as "isNew"`,
    [
      merged.cellId,
      merged.lineage,
      merged.probe.name,
      merged.probe.version,
      JSON.stringify(merged.probe.options),
      merged.networks,
    ],
  );
  return claimed.rows[0];
}

const KEY_COLUMNS = 'set_id, quantity, layer, step, input_a, input_b';

/**
 * Replaces the estimates, histograms and predictions of one probe of one cell, in one transaction. Rows are copied straight
 * into their tables: the set's row lock keeps other writers out, and a key that comes twice is an error to be seen.
 *
 * @returns false, with nothing changed, if estimates of more networks are stored.
 * @throws StoreError NUMERICAL_NONFINITE if a value is NaN or infinite.
 */
export async function saveEstimates(store: Store, merged: CellEstimates): Promise<boolean> {
  const predictions = merged.predictions.filter(({ probe }) => probe === merged.probe.name);
  return withTransaction(store, async (client) => {
    const set = await claimSet(client, merged);
    if (set === undefined) return false;
    if (!set.isNew) {
      await client.query(`delete from store.estimates where set_id = $1`, [set.id]);
      await client.query(`delete from store.predictions where set_id = $1`, [set.id]);
      await client.query(`delete from store.histograms where set_id = $1`, [set.id]);
    }
    await copyIn(
      client,
      `copy store.estimates (${KEY_COLUMNS}, value, standard_error, networks, prediction, theory) from stdin (format binary)`,
      estimateRows(set.id, merged.estimates, predictions),
    );
    await copyIn(
      client,
      `copy store.predictions (${KEY_COLUMNS}, theory, value) from stdin (format binary)`,
      predictionRows(set.id, predictions),
    );
    await copyIn(
      client,
      `copy store.histograms (${KEY_COLUMNS}, counts) from stdin (format binary)`,
      histogramRows(set.id, merged.histograms),
    );
    await notifyCell(client, merged, 'estimates');
    return true;
  });
}
