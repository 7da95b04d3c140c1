import type { ShardKey } from '@widthwise/plan';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { useTestDatabase } from '../test-support/database.ts';
import { planOf, probes, resultOf, shardOf, statisticsOf } from '../test-support/plans.ts';
import { cancelSweep } from './cancel-sweep.ts';
import { cellsToMerge } from './cells-to-merge.ts';
import { createSweep } from './create-sweep.ts';
import { loadShardStatistics } from './load-shard-statistics.ts';
import { saveEstimates } from './save-estimates.ts';
import { saveShard } from './save-shard.ts';
import { shardIsStored, storedBlocks } from './stored-blocks.ts';

const database = useTestDatabase();

async function sweepOf(name: string) {
  const plan = planOf({ name, cells: 1, networks: 64, shardNetworks: 16 });
  await createSweep(database.store, plan);
  const [planned] = plan.cells as [(typeof plan.cells)[number]];
  const key = { cellId: planned.cell.id, lineage: planned.lineage };
  return { plan, planned, key };
}

test('what is saved is what is loaded, bit for bit', async () => {
  const { store } = database;
  const { plan, planned, key } = await sweepOf('round trip');
  const second = resultOf(plan, shardOf(planned, 16, 16));
  await saveShard(store, second);
  await saveShard(store, resultOf(plan, shardOf(planned, 0, 16)));
  const loaded = await loadShardStatistics(store, { ...key, probe: 'overlaps' });
  expect(loaded.map(({ first, networks, version }) => [first, networks, version])).toEqual([
    [0, 16, 1],
    [16, 16, 1],
  ]);
  expect(loaded[1]?.statistics).toEqual(second.statistics[1]?.statistics);
  expect(await loadShardStatistics(store, { ...key, probe: 'none' })).toEqual([]);
});

test('saving a shard again, or many times at once, stores it once and adds no row', async () => {
  const { store } = database;
  const { plan, planned, key } = await sweepOf('again');
  const result = resultOf(plan, shardOf(planned, 0, 16));
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => saveShard(store, result)));
  expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1);
  expect(await saveShard(store, { ...result, worker: 'worker-2', wallSeconds: 9, attempts: 3 })).toBe(
    'present',
  );
  expect(await storedBlocks(store, [key])).toEqual([{ ...key, first: 0, networks: 16 }]);
  expect(await loadShardStatistics(store, { ...key, probe: 'gaussianity' })).toHaveLength(1);
});

test('other bytes for a stored shard are a violation that keeps the first and records both hashes', async () => {
  const { store } = database;
  const { plan, planned, key } = await sweepOf('violation');
  const result = resultOf(plan, shardOf(planned, 0, 16));
  await saveShard(store, result);
  const before = await loadShardStatistics(store, { ...key, probe: 'overlaps' });
  const statistics = result.statistics.map(({ probe, statistics: s }) => {
    const floats = s.floats.slice();
    floats[3] = floats[3]! * (1 + 2 ** -52);
    return { probe, statistics: { ...s, floats } };
  });
  const other = { ...result, statistics, worker: 'worker-2' };
  await expect(saveShard(store, other)).rejects.toMatchObject({ code: 'DETERMINISM_VIOLATION' });
  await expect(saveShard(store, other)).rejects.toMatchObject({ code: 'DETERMINISM_VIOLATION' });
  expect(await loadShardStatistics(store, { ...key, probe: 'overlaps' })).toEqual(before);
  const failures = await database.asOwner<{ detail: Record<string, string>; attempts: number }>(
    `select detail, attempts from store.failures where code = 'DETERMINISM_VIOLATION' and shard_id = $1`,
    [result.shard.id],
  );
  expect(failures).toHaveLength(1);
  expect(failures[0]?.attempts).toBe(2);
  expect(failures[0]?.detail).toMatchObject({ storedBy: 'worker-1', offeredBy: 'worker-2' });
  expect(failures[0]?.detail.stored).not.toBe(failures[0]?.detail.offered);
});

test('after cancellation nothing is stored', async () => {
  const { store } = database;
  const { plan, planned, key } = await sweepOf('cancelled');
  await cancelSweep(store, plan.id);
  const refused = saveShard(store, resultOf(plan, shardOf(planned, 0, 16)));
  await expect(refused).rejects.toMatchObject({ code: 'SWEEP_CANCELLED' });
  expect(await storedBlocks(store, [key])).toEqual([]);
  const unknown = saveShard(store, resultOf({ ...plan, id: 'none' }, shardOf(planned, 0, 16)));
  await expect(unknown).rejects.toMatchObject({ code: 'SWEEP_UNKNOWN' });
});

test('a shard whose networks neither contribute nor fail, or that holds a NaN, is refused whole', async () => {
  const { store } = database;
  const { plan, planned, key } = await sweepOf('refused');
  const shard = shardOf(planned, 0, 16);
  const short = probes.map((probe) => ({ probe, statistics: statisticsOf(15, 1) }));
  const incomplete = saveShard(store, resultOf(plan, shard, { statistics: short }));
  await expect(incomplete).rejects.toMatchObject({ code: 'SHARD_INCOMPLETE' });
  const poisoned = probes.map((probe) => ({
    probe,
    statistics: { ...statisticsOf(16, 1), floats: Float64Array.of(1, Number.NaN) },
  }));
  await expect(saveShard(store, resultOf(plan, shard, { statistics: poisoned }))).rejects.toThrow(
    'NUMERICAL_NONFINITE: statistics of probe "gaussianity": floats[1] is NaN',
  );
  expect(await storedBlocks(store, [key])).toEqual([]);
  const failures = [{ network: 3, layer: 7, code: 'NUMERICAL_NONFINITE', message: 'layer 7 is Infinity' }];
  expect(await saveShard(store, resultOf(plan, shard, { failures }))).toBe('stored');
});

test('statistics altered in the database are not merged', async () => {
  const { store } = database;
  const { plan, planned, key } = await sweepOf('altered');
  const { shard } = resultOf(plan, shardOf(planned, 0, 16));
  await saveShard(store, resultOf(plan, shard));
  await database.asOwner(
    `update store.shard_statistics set floats[1] = floats[1] + 1e-9 where shard_id = $1`,
    [shard.id],
  );
  const loaded = loadShardStatistics(store, { ...key, probe: 'overlaps' });
  await expect(loaded).rejects.toMatchObject({ code: 'STATISTICS_CORRUPT' });
});

test('stored blocks are the outermost ones: disjoint, ascending, and covering every stored network', async () => {
  const { store } = database;
  let run = 0;
  const aligned = fc
    .tuple(fc.nat({ max: 5 }), fc.nat({ max: 63 }))
    .map(([log, index]) => ({ networks: 2 ** log, first: (index * 2 ** log) % 64 }));
  const property = fc.asyncProperty(fc.array(aligned, { minLength: 1, maxLength: 8 }), async (blocks) => {
    run += 1;
    const { plan, planned, key } = await sweepOf(`blocks ${run}`);
    const shards: ShardKey[] = blocks.map(({ first, networks }) => shardOf(planned, first, networks));
    for (const shard of shards) await saveShard(store, resultOf(plan, shard));
    const covered = new Set(
      shards.flatMap(({ first, networks }) => Array.from({ length: networks }, (_, i) => first + i)),
    );
    const stored = await storedBlocks(store, [key]);
    const listed = stored.flatMap(({ first, networks }) =>
      Array.from({ length: networks }, (_, i) => first + i),
    );
    expect(listed).toEqual([...covered].sort((a, b) => a - b));
    for (const shard of shards) expect(await shardIsStored(store, shard)).toBe(true);
    const whole = shardOf(planned, 0, 64);
    expect(await shardIsStored(store, whole)).toBe(stored.some(({ networks }) => networks === 64));
  });
  await fc.assert(property, { seed: 20261123, numRuns: 25 });
});

test('a cell is to be merged exactly while a probe has estimates of fewer networks than are stored', async () => {
  const { store } = database;
  const { plan, planned, key } = await sweepOf('merge');
  expect(await cellsToMerge(store, plan.id)).toEqual([]);
  await saveShard(store, resultOf(plan, shardOf(planned, 0, 16)));
  const due = { ...key, storedNetworks: 16, estimatedNetworks: 0 };
  expect(await cellsToMerge(store, plan.id)).toEqual([due]);
  const nothing = { ...key, estimates: [], histograms: [], predictions: [] };
  for (const probe of probes) {
    expect(await cellsToMerge(store, plan.id)).toEqual([due]);
    await saveEstimates(store, { ...nothing, probe, networks: 16 });
  }
  expect(await cellsToMerge(store, plan.id)).toEqual([]);
  await saveShard(store, resultOf(plan, shardOf(planned, 16, 16)));
  expect(await cellsToMerge(store, plan.id)).toEqual([{ ...key, storedNetworks: 32, estimatedNetworks: 16 }]);
});
