import type { PlannedCell } from '@widthwise/plan';
import { benjaminiHochberg } from '@widthwise/stats';
import { expect, test } from 'vitest';
import { useTestDatabase } from '../test-support/database.ts';
import { overlapsProbe } from '../test-support/estimates.ts';
import { idOf, planOf } from '../test-support/plans.ts';
import { collapseSweep } from './collapse-sweep.ts';
import { createSweep } from './create-sweep.ts';
import { discover } from './discover.ts';
import { runSql } from './run-sql.ts';
import { type CellEstimates, saveEstimates } from './save-estimates.ts';

const database = useTestDatabase();

const setOf = ({ cell, lineage }: PlannedCell): Omit<CellEstimates, 'estimates' | 'predictions'> => ({
  cellId: cell.id,
  lineage,
  probe: overlapsProbe,
  networks: 64,
  histograms: [],
});

test('p-values of all layers and cells of a quantity are one family, adjusted as the statistics do, again and again', async () => {
  const { store } = database;
  const plan = planOf({ name: 'discoveries', cells: 3, networks: 64, shardNetworks: 16 });
  await createSweep(store, plan);
  const pValues = plan.cells.map((_, index) => [0.001 * (index + 1), 0.5, 0.04]);
  for (const [index, planned] of plan.cells.entries()) {
    const estimates = (pValues[index] ?? []).flatMap((value, layer) => [
      { quantity: 'test-p', layer: layer + 1, inputA: 1, value, standardError: undefined, networks: 64 },
      { quantity: 'test', layer: layer + 1, inputA: 1, value: 3, standardError: undefined, networks: 64 },
    ]);
    await saveEstimates(store, { ...setOf(planned), estimates, predictions: [] });
  }
  const adjusted = benjaminiHochberg(pValues.flat());
  const expected = adjusted.filter((p) => p <= 0.05).length;
  for (let round = 0; round < 2; round += 1) {
    const families = await discover(store, plan.id, 0.05);
    expect(families).toMatchObject([{ quantity: 'test-p', tests: 9, benjaminiHochberg: expected }]);
  }
  const { rows } = await runSql(
    database.urls.sqlbox,
    'select p_value, benjamini_hochberg, tests from widthwise.discoveries order by p_value',
    {
      limit: 100,
    },
  );
  expect(rows).toHaveLength(9);
  expect(rows[0]).toEqual([0.001, Math.min(...adjusted), 9]);
});

test('deviations at one ratio of layer to width are compared over cells of different widths alone', async () => {
  const { store } = database;
  const plan = planOf({ name: 'collapse', cells: 1, networks: 64, shardNetworks: 16, depth: 8 });
  const [base] = plan.cells;
  if (base === undefined) throw new Error('a plan without cells');
  const cells = [8, 16, 32].map((width): PlannedCell => {
    const network = { ...base.cell.parameters.network, width };
    const cell = {
      ...base.cell,
      id: idOf('collapse', width),
      parameters: { ...base.cell.parameters, network },
    };
    return { ...base, cell };
  });
  await createSweep(store, { ...plan, cells });
  for (const planned of cells) {
    const { width } = planned.cell.parameters.network;
    const layers = Array.from({ length: 8 }, (_, index) => index + 1);
    const key = (layer: number) => ({ quantity: 'length', layer, inputA: 1 });
    await saveEstimates(store, {
      ...setOf(planned),
      estimates: layers.map((layer) => ({
        ...key(layer),
        value: 2 + (3 * layer) / width,
        standardError: 0.1,
        networks: 64,
      })),
      predictions: layers.map((layer) => ({
        ...key(layer),
        probe: 'overlaps',
        theory: 'infinite-width' as const,
        value: 2,
      })),
    });
  }
  // Of widths 8, 16, 32 the ratios 1/8, 2/8, 1/4 … in lowest terms: 1/16 and 3/16 of two widths, the eighths of two or three.
  const ratios = await collapseSweep(store, plan.id, { quantity: 'length' });
  const { rows } = await runSql(
    database.urls.sqlbox,
    'select ratio, widths, layers, deviation, standard_error, chi_square from widthwise.collapse_fits order by ratio',
    { limit: 100 },
  );
  expect(rows).toHaveLength(ratios);
  const quarter = rows.find(([ratio]) => ratio === 0.25);
  expect(quarter?.slice(1, 3)).toEqual(['{32,16,8}', '{8,4,2}']);
  expect(quarter?.[3]).toBeCloseTo(0.75, 12);
  expect(quarter?.[4]).toBeCloseTo(0.1 / Math.sqrt(3), 12);
  expect(quarter?.[5]).toBeCloseTo(0, 12);
});

test('the first layer where infinite width fails is marked, and whether the correction repairs it', async () => {
  const { store } = database;
  const plan = planOf({ name: 'failures', cells: 1, networks: 64, shardNetworks: 16 });
  await createSweep(store, plan);
  const key = (layer: number) => ({ quantity: 'length', layer, inputA: 1 });
  const theory = (layer: number, name: 'infinite-width' | 'first-order', value: number) => ({
    ...key(layer),
    probe: 'overlaps',
    theory: name,
    value,
  });
  for (const planned of plan.cells)
    await saveEstimates(store, {
      ...setOf(planned),
      estimates: [1, 2, 3, 4].map((layer) => ({
        ...key(layer),
        value: 1 + 0.2 * layer,
        standardError: 0.1,
        networks: 64,
      })),
      predictions: [1, 2, 3, 4].flatMap((layer) => [
        theory(layer, 'infinite-width', 1),
        theory(layer, 'first-order', 1 + 0.15 * layer),
      ]),
    });
  const { rows } = await runSql(
    database.urls.sqlbox,
    `select layer, infinite_width_residual, is_repaired, residual, layers, failed_layers from widthwise.theory_failures where sweep = 'failures'`,
    { limit: 10 },
  );
  expect(rows).toHaveLength(1);
  const [layer, residual, isRepaired, corrected, layers, failed] = rows[0] ?? [];
  expect([layer, isRepaired, Number(layers), Number(failed)]).toEqual([2, true, 4, 3]);
  expect(residual).toBeCloseTo(4, 10);
  expect(corrected).toBeCloseTo(1, 10);
});
