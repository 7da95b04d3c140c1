import type { PlannedCell, SweepPlan } from '@widthwise/plan';
import { fitWidths } from '@widthwise/stats';
import { expect, test } from 'vitest';
import { useTestDatabase } from '../test-support/database.ts';
import { overlapsProbe } from '../test-support/estimates.ts';
import { idOf, planOf } from '../test-support/plans.ts';
import { createSweep } from './create-sweep.ts';
import { fitSweep } from './fit-sweep.ts';
import { loadFits } from './load-fits.ts';
import { listQuantities } from './load-width-series.ts';
import { runSql } from './run-sql.ts';
import { type CellEstimates, saveEstimates, type TheoryValue } from './save-estimates.ts';

const database = useTestDatabase();

const WIDTHS = [64, 128, 256, 512, 1024];

/** A sweep over `widths` at two values of σ_w, wide cells first. */
function widthPlan(name: string, widths: readonly number[]): SweepPlan {
  const plan = planOf({ name, cells: 2, networks: 64, shardNetworks: 16 });
  const cells = plan.cells.flatMap((planned): PlannedCell[] =>
    widths.toReversed().map((width) => {
      const { cell } = planned;
      const network = { ...cell.parameters.network, width };
      const id = idOf(cell.id, width);
      return { ...planned, cell: { ...cell, id, parameters: { ...cell.parameters, network } } };
    }),
  );
  return { ...plan, cells };
}

const valueAt = (width: number, layer: number): number => 1 + (3 * layer) / width + (layer % 2) / width ** 2;

/** A length, its prediction at first order, and a correlation that theory knows at infinite width only. */
function estimatesOf({ cell, lineage }: PlannedCell, factor: number): CellEstimates {
  const { width } = cell.parameters.network;
  const layers = [1, 2, 3, 4];
  const theory = (key: Omit<TheoryValue, 'probe'>): TheoryValue => ({ probe: 'overlaps', ...key });
  return {
    cellId: cell.id,
    lineage,
    probe: overlapsProbe,
    networks: 64,
    histograms: [],
    estimates: layers.flatMap((layer) => {
      const value = factor * valueAt(width, layer);
      return [
        { quantity: 'length', layer, inputA: 1, value, standardError: 0.1 / width, networks: 64 },
        // The first layer does not fluctuate, and its correlation has no error at all.
        {
          quantity: 'correlation',
          layer,
          inputA: 1,
          inputB: 2,
          value: value / 2,
          standardError: layer === 1 ? 0 : layer === 2 ? undefined : 0.01,
          networks: 60,
        },
      ];
    }),
    predictions: layers.flatMap((layer) => [
      theory({ quantity: 'length', layer, inputA: 1, theory: 'infinite-width', value: 1 }),
      theory({ quantity: 'length', layer, inputA: 1, theory: 'first-order', value: 1 + (3 * layer) / width }),
      theory({ quantity: 'correlation', layer, inputA: 1, inputB: 2, theory: 'infinite-width', value: 0.5 }),
    ]),
  };
}

async function storedSweep(name: string, widths: readonly number[]): Promise<SweepPlan> {
  const plan = widthPlan(name, widths);
  await createSweep(database.store, plan);
  for (const planned of plan.cells) await saveEstimates(database.store, estimatesOf(planned, 1));
  return plan;
}

test('fits of stored estimates are those of the statistics, read back bit for bit', async () => {
  const { store } = database;
  const plan = await storedSweep('fits', WIDTHS);
  // Two values of σ_w; lengths of four layers, and correlations of the two that have errors.
  expect(await fitSweep(store, plan.id, {})).toBe(2 * (4 + 2));
  const rows = await loadFits(store, plan.id, { quantity: 'length', layer: 3 });
  expect(rows.map(({ form }) => form)).toEqual([
    'first-order',
    'second-order',
    'first-order',
    'second-order',
  ]);
  const expected = fitWidths(
    WIDTHS.map((width) => ({
      width,
      value: valueAt(width, 3),
      standardError: 0.1 / width,
      prediction: 1 + 9 / width,
    })),
  );
  for (const [index, row] of rows.entries()) {
    const fit = expected[index % 2];
    const coefficients = [row.a, row.b, ...(row.c === null ? [] : [row.c])];
    expect(coefficients).toEqual([...(fit?.coefficients ?? [])]);
    expect(row.covariance).toEqual([...(fit?.covariance ?? [])]);
    expect(row.bStandardError).toBe(Math.sqrt(fit?.covariance[coefficients.length + 1] ?? Number.NaN));
    expect([row.aPrediction, row.bPrediction]).toEqual([...(fit?.prediction?.slice(0, 2) ?? [])]);
    expect([row.chiSquare, row.degreesOfFreedom]).toEqual([fit?.chiSquare, fit?.degreesOfFreedom]);
    expect([row.aicc, row.isPreferred, row.pValue]).toEqual([
      fit?.aicc ?? null,
      fit?.isPreferred,
      fit?.pValue,
    ]);
    expect(row).toMatchObject({ theory: 'first-order', widths: WIDTHS, networks: 5 * 64, inputB: null });
  }
  const widest = plan.cells.filter(({ cell }) => cell.parameters.network.width === 1024);
  expect(new Set(rows.map(({ cell }) => cell))).toEqual(new Set(widest.map(({ cell }) => cell.id)));
});

test('theory at infinite width predicts a and no other coefficient', async () => {
  const { store } = database;
  const plan = await storedSweep('no theory', WIDTHS);
  await fitSweep(store, plan.id, { quantity: 'correlation' });
  const rows = await loadFits(store, plan.id, {});
  expect(new Set(rows.map(({ quantity, layer }) => `${quantity} ${layer}`))).toEqual(
    new Set(['correlation 3', 'correlation 4']),
  );
  for (const row of rows)
    expect(row).toMatchObject({
      theory: 'infinite-width',
      aPrediction: 0.5,
      aResidual: (row.a - 0.5) / row.aStandardError,
      bPrediction: null,
      bResidual: null,
    });
});

test('fitting again replaces what the filter admits and nothing else', async () => {
  const { store } = database;
  const plan = await storedSweep('again', WIDTHS);
  await fitSweep(store, plan.id, {});
  const before = await loadFits(store, plan.id, {});
  for (const planned of plan.cells) await saveEstimates(store, estimatesOf(planned, 2));
  await Promise.all([1, 2, 3].map(() => fitSweep(store, plan.id, { quantity: 'length', layer: 2 })));
  const after = await loadFits(store, plan.id, {});
  expect(after).toHaveLength(before.length);
  for (const [index, row] of after.entries()) {
    if (row.quantity !== 'length' || row.layer !== 2) expect(row).toEqual(before[index]);
    else expect(row.a).toBeCloseTo(2 * (before[index]?.a ?? 0), 12);
  }
});

test('two widths are not fitted, and an unknown sweep has no quantities', async () => {
  const { store } = database;
  const plan = await storedSweep('two widths', [64, 128]);
  expect(await fitSweep(store, plan.id, {})).toBe(0);
  expect(await loadFits(store, plan.id, {})).toEqual([]);
  expect(await listQuantities(store, plan.id)).toEqual(['correlation', 'length']);
  expect(await listQuantities(store, idOf('nothing'))).toEqual([]);
});

test('a user reads the fits by SQL', async () => {
  const plan = await storedSweep('sql', WIDTHS);
  await fitSweep(database.store, plan.id, {});
  const { rows } = await runSql(
    database.urls.sqlbox,
    `select layer, form, round(b::numeric, 6)::float8, widths from finite_width_fits
      where sweep = 'sql' and quantity = 'length' and layer = 2 and is_preferred order by sigma_w`,
  );
  expect(rows).toEqual([
    [2, 'first-order', 6, '{64,128,256,512,1024}'],
    [2, 'first-order', 6, '{64,128,256,512,1024}'],
  ]);
});
