import { expect, test } from 'vitest';
import { useTestDatabase } from '../test-support/database.ts';
import { idOf, planOf, resultOf, shardOf } from '../test-support/plans.ts';
import { createSweep } from './create-sweep.ts';
import { nearestCells } from './nearest-cells.ts';
import { saveShard } from './save-shard.ts';

const database = useTestDatabase();

test('a cell is nearest to itself under another lineage, then to the cell whose numbers are closest', async () => {
  const { store } = database;
  const plan = planOf({ name: 'near', cells: 4, networks: 32, shardNetworks: 16 });
  await createSweep(store, plan);
  const [first, second, third, fourth] = plan.cells as [
    (typeof plan.cells)[number],
    (typeof plan.cells)[number],
    (typeof plan.cells)[number],
    (typeof plan.cells)[number],
  ];
  const wanted = { cell: third.cell, lineage: third.lineage };
  expect(await nearestCells(store, wanted, { limit: 5 })).toEqual([]);
  await saveShard(store, resultOf(plan, shardOf(first, 0, 16)));
  await saveShard(store, resultOf(plan, shardOf(second, 0, 16)));
  await saveShard(store, resultOf(plan, shardOf(second, 16, 16)));
  await saveShard(store, resultOf(plan, shardOf(third, 0, 16)));
  const near = await nearestCells(store, wanted, { limit: 5 });
  expect(near.map(({ cell, networks }) => [cell.id, networks])).toEqual([
    [second.cell.id, 32],
    [first.cell.id, 16],
  ]);
  expect(near[0]).toMatchObject({ cell: second.cell, lineage: second.lineage, probes: plan.probes });
  const other = { ...shardOf(third, 0, 32), lineage: idOf('other') };
  await saveShard(store, resultOf(plan, { ...other, id: idOf('shard', other) }));
  expect((await nearestCells(store, wanted, { limit: 1 })).map(({ lineage }) => lineage)).toEqual([
    idOf('other'),
  ]);
  const absent = { cell: { ...fourth.cell, id: idOf('absent'), seed: 3 }, lineage: fourth.lineage };
  expect((await nearestCells(store, absent, { limit: 1 })).map(({ cell }) => cell.id)).toEqual([
    third.cell.id,
    third.cell.id,
  ]);
});

test('what one cell has and the other lacks is a difference, on either side', async () => {
  const { store } = database;
  const plan = planOf({ name: 'variants', cells: 1, networks: 16, shardNetworks: 16 });
  const [base] = plan.cells;
  if (base === undefined) throw new Error('a plan without cells');
  const variant = (name: string, network: object, top: object = {}) => {
    const { parameters } = base.cell;
    const changed = { ...parameters, ...top, network: { ...parameters.network, ...network } };
    // Another seed and version keep the cells of other tests away.
    return {
      ...base,
      cell: { ...base.cell, id: idOf('variant', name), seed: 5, version: 2, parameters: changed },
    };
  };
  // Further away in numbers, nearer in keys: of the second the skip is missing too.
  const nearer = variant('nearer', { skip: 0.5, sigmaW: 3 });
  const other = variant('other', { width: 392 });
  const untied = variant('untied', { sigmaW: 3.1, skip: 0.5 }, { untied: true });
  const cells = [other, untied, nearer];
  await createSweep(store, { ...plan, cells });
  for (const planned of cells) await saveShard(store, resultOf(plan, shardOf(planned, 0, 16)));
  const wanted = variant('wanted', { skip: 0.5 });
  const found = await nearestCells(store, { cell: wanted.cell, lineage: wanted.lineage }, { limit: 3 });
  expect(found.map(({ cell }) => cell.id)).toEqual([nearer, other, untied].map(({ cell }) => cell.id));
});
