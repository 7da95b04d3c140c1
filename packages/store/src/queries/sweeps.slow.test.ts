import { expect, test } from 'vitest';
import { useTestDatabase } from '../test-support/database.ts';
import { planOf, resultOf, shardOf } from '../test-support/plans.ts';
import { cancelSweep } from './cancel-sweep.ts';
import { createSweep } from './create-sweep.ts';
import { findCell } from './find-cell.ts';
import { findSweeps, loadSweep } from './load-sweep.ts';
import { loadCell, loadSweepCells } from './load-sweep-cells.ts';
import { markSweep } from './mark-sweep.ts';
import { recordFailure } from './record-failure.ts';
import { saveShard } from './save-shard.ts';
import { listSweeps, sweepProgress } from './sweep-progress.ts';

const database = useTestDatabase();

test('a stored plan reads back as it was, floats and large seeds included, thousands of cells at once', async () => {
  const { store } = database;
  const plan = planOf({ name: 'thousands', cells: 4_500, networks: 64, shardNetworks: 16 });
  expect(await createSweep(store, plan)).toEqual({
    created: true,
    changedCells: 4_500,
    state: 'planned',
    attempt: 1,
  });
  expect(await loadSweepCells(store, plan.id)).toEqual(plan.cells);
  const planned = plan.cells[4_321];
  const cell = await loadCell(store, { sweepId: plan.id, cellId: planned?.cell.id ?? '' });
  expect(cell).toEqual({ ...planned, probes: plan.probes, sweepState: 'planned' });
  expect(await loadSweep(store, plan.id)).toMatchObject({
    name: 'thousands',
    spec: plan.spec,
    probes: plan.probes,
  });
});

test('creating a sweep twice, even at once, is one sweep', async () => {
  const { store } = database;
  const plan = planOf({ name: 'twice', cells: 30, networks: 4, shardNetworks: 4 });
  const both = await Promise.all([createSweep(store, plan), createSweep(store, plan)]);
  expect(both.map(({ created }) => created).sort()).toEqual([false, true]);
  expect(await createSweep(store, plan)).toEqual({
    created: false,
    changedCells: 0,
    state: 'planned',
    attempt: 1,
  });
  expect(await findSweeps(store, 'twice')).toEqual([plan.id]);
  expect(await findSweeps(store, plan.id.slice(0, 8))).toEqual([plan.id]);
  expect(await findSweeps(store, plan.id.slice(0, 3))).toEqual([]);
});

test('a completed sweep stays completed unless its cells changed; other ends open it again with the next attempt', async () => {
  const { store } = database;
  const plan = planOf({ name: 'ends', cells: 2, networks: 4, shardNetworks: 4 });
  await createSweep(store, plan);
  expect(await markSweep(store, { sweepId: plan.id, state: 'running' })).toBe(true);
  expect(await markSweep(store, { sweepId: plan.id, state: 'completed' })).toBe(true);
  expect(await createSweep(store, plan)).toMatchObject({ state: 'completed', attempt: 1, changedCells: 0 });
  const elsewhere = planOf({
    name: 'ends',
    cells: 2,
    networks: 4,
    shardNetworks: 4,
    lineage: 'f'.repeat(64),
  });
  expect(await createSweep(store, elsewhere)).toMatchObject({
    state: 'planned',
    attempt: 2,
    changedCells: 2,
  });
  expect((await loadSweepCells(store, plan.id)).map(({ lineage }) => lineage)).toEqual([
    'f'.repeat(64),
    'f'.repeat(64),
  ]);
  await markSweep(store, { sweepId: plan.id, state: 'partial', message: 'one shard failed' });
  expect((await loadSweep(store, plan.id)).message).toBe('one shard failed');
  expect(await createSweep(store, elsewhere)).toMatchObject({ state: 'planned', attempt: 3 });
});

test('a writer with an older attempt, or one after cancellation, changes no state', async () => {
  const { store } = database;
  const plan = planOf({ name: 'fence', cells: 1, networks: 4, shardNetworks: 4 });
  await createSweep(store, plan);
  expect(await cancelSweep(store, plan.id, 'by hand')).toBe(true);
  expect(await markSweep(store, { sweepId: plan.id, state: 'completed' })).toBe(false);
  expect(await loadSweep(store, plan.id)).toMatchObject({ state: 'cancelled', message: 'by hand' });
  expect((await createSweep(store, plan)).attempt).toBe(2);
  expect(await markSweep(store, { sweepId: plan.id, state: 'failed', attempt: 1 })).toBe(false);
  expect(await markSweep(store, { sweepId: plan.id, state: 'running', attempt: 2 })).toBe(true);
  await markSweep(store, { sweepId: plan.id, state: 'completed', attempt: 2 });
  expect(await cancelSweep(store, plan.id)).toBe(false);
  await expect(cancelSweep(store, 'none')).rejects.toMatchObject({ code: 'SWEEP_UNKNOWN' });
});

test('progress counts what is stored of what is wanted, whoever stored it', async () => {
  const { store } = database;
  const plan = planOf({ name: 'progress', cells: 2, networks: 100, shardNetworks: 32 });
  await createSweep(store, plan);
  // 100 = 3·32 + 4: four shards in each of two cells.
  expect(await sweepProgress(store, plan.id)).toMatchObject({
    name: 'progress',
    state: 'planned',
    cells: 2,
    cellsDone: 0,
    shardsStored: 0,
    shardsPlanned: 8,
    networksStored: 0,
    networksWanted: 200,
    costShare: 0,
    networksPerSecond: null,
    failures: 0,
  });
  await markSweep(store, { sweepId: plan.id, state: 'running' });
  const [a, b] = plan.cells as [(typeof plan.cells)[number], (typeof plan.cells)[number]];
  await saveShard(store, resultOf(plan, shardOf(a, 0, 32)));
  const nonFinite = { network: 33, layer: 2, code: 'NUMERICAL_NONFINITE', message: 'layer 2 is Infinity' };
  await saveShard(store, resultOf(plan, shardOf(a, 32, 32), { failures: [nonFinite] }));
  // A larger block of another sweep covers the second cell whole, and a nested one adds nothing.
  const wider = planOf({ name: 'wider', family: 'progress', cells: 2, networks: 128, shardNetworks: 128 });
  await createSweep(store, wider);
  await saveShard(store, resultOf(plan, shardOf(b, 64, 32)));
  await saveShard(store, resultOf(wider, shardOf(b, 0, 128)));
  await recordFailure(store, {
    shard: shardOf(a, 64, 32),
    code: 'CHILD_DIED',
    message: 'signal SIGSEGV',
    worker: 'worker-1',
    detail: { signal: 'SIGSEGV' },
  });
  const progress = await sweepProgress(store, plan.id);
  expect(progress).toMatchObject({
    state: 'running',
    cellsDone: 1,
    shardsStored: 3,
    shardsPlanned: 5,
    networksStored: 164,
    networksWanted: 200,
    failures: 1,
    nonFiniteNetworks: 1,
  });
  // Costs per network are 0.01 and 0.02 s.
  expect(progress.costShare).toBeCloseTo((64 * 0.01 + 100 * 0.02) / (100 * 0.03), 12);
  expect(progress.networksPerSecond).toBeGreaterThan(0);
  expect(progress.lastStoredAt).toBeInstanceOf(Date);
  expect((await listSweeps(store, { limit: 2 })).map(({ name }) => name)).toEqual(['wider', 'progress']);
});

test('a sweep that finds everything stored has no rate', async () => {
  const { store } = database;
  const plan = planOf({ name: 'no rate', cells: 1, networks: 4, shardNetworks: 4 });
  await createSweep(store, plan);
  await markSweep(store, { sweepId: plan.id, state: 'running' });
  await saveShard(store, resultOf(plan, shardOf(plan.cells[0] as (typeof plan.cells)[number], 0, 4)));
  expect((await sweepProgress(store, plan.id)).networksPerSecond).toBeGreaterThan(0);
  await markSweep(store, { sweepId: plan.id, state: 'partial' });
  await createSweep(store, plan);
  await markSweep(store, { sweepId: plan.id, state: 'running' });
  expect(await sweepProgress(store, plan.id)).toMatchObject({ networksStored: 4, networksPerSecond: null });
});

test('a cell is found by the beginning of its id, if only one begins so', async () => {
  const { store } = database;
  const plan = planOf({ name: 'show', cells: 1, networks: 4, shardNetworks: 4 });
  await createSweep(store, plan);
  const planned = plan.cells[0] as (typeof plan.cells)[number];
  await saveShard(store, resultOf(plan, shardOf(planned, 0, 4)));
  const { fingerprint, lineage } = planned;
  expect(await findCell(store, planned.cell.id.slice(0, 12))).toEqual({
    cell: planned.cell,
    sweeps: [{ sweepId: plan.id, name: 'show', lineage, fingerprint, networksWanted: 4 }],
    lineages: [{ lineage, fingerprint, shards: 1, networksStored: 4, estimates: 0 }],
  });
  await expect(findCell(store, '')).rejects.toThrow('begins several cell ids');
  await expect(findCell(store, 'zz')).rejects.toMatchObject({ code: 'CELL_UNKNOWN' });
});
