import { expect, test } from 'vitest';
import { useTestDatabase } from '../test-support/database.ts';
import { overlapEstimates } from '../test-support/estimates.ts';
import { planOf, resultOf, shardOf } from '../test-support/plans.ts';
import { auditCell } from './audit-cell.ts';
import { createSweep } from './create-sweep.ts';
import { saveEstimates } from './save-estimates.ts';
import { saveShard } from './save-shard.ts';

const database = useTestDatabase();

const failure = (network: number) => ({ network, layer: 2, code: 'NUMERICAL_NONFINITE', message: 'left' });

/** Two shards of 32, the second with a failed network and holding a smaller one that was stored before it. */
async function storedCell(name: string) {
  const { store } = database;
  const plan = planOf({ name, cells: 1, networks: 64, shardNetworks: 32 });
  await createSweep(store, plan);
  const [planned] = plan.cells as [(typeof plan.cells)[number]];
  const failures = [failure(40)];
  await saveShard(store, resultOf(plan, shardOf(planned, 32, 16), { failures }));
  await saveShard(store, resultOf(plan, shardOf(planned, 0, 32)));
  await saveShard(store, resultOf(plan, shardOf(planned, 32, 32), { failures }));
  await saveEstimates(store, overlapEstimates(planned, 64));
  return { planned, key: { cellId: planned.cell.id, lineage: planned.lineage } };
}

test('what is stored hashes to what was recorded, with nested shards and failed networks', async () => {
  const { key } = await storedCell('sound');
  const batches: number[] = [];
  const audit = await auditCell(database.store, key, (shards) => batches.push(shards));
  expect(audit.shards.map(({ first, networks, failures }) => [first, networks, failures])).toEqual([
    [0, 32, 0],
    [32, 16, 1],
    [32, 32, 1],
  ]);
  for (const shard of audit.shards) {
    expect(shard.foundHash).toBe(shard.storedHash);
    expect(shard.statistics.map(({ probe }) => probe.name)).toEqual(['gaussianity', 'overlaps']);
    for (const { foundHash, storedHash } of shard.statistics) expect(foundHash).toBe(storedHash);
  }
  expect(audit).toMatchObject({ networks: 64, networksWanted: 64, isGrowing: true });
  expect(audit.merges).toEqual([{ probe: 'overlaps', networks: 64, rows: 20, keys: 20 }]);
  expect(batches).toEqual([3]);
});

test('one stored float that differs in its last bit is found, in its shard and probe alone', async () => {
  const { key } = await storedCell('flipped');
  const [shard] = (await auditCell(database.store, key, () => {})).shards;
  // By one unit in the last place: the smallest change that a float64 can undergo.
  await database.asOwner(
    `update store.shard_statistics
        set floats[3] = case when floats[3] * (1 + 2e-16::float8) <> floats[3] then floats[3] * (1 + 2e-16::float8)
                             else floats[3] * (1 - 2e-16::float8) end
      where shard_id = $1 and probe = 'overlaps'`,
    [shard?.id],
  );
  const audit = await auditCell(database.store, key, () => {});
  const damaged = audit.shards.filter(({ foundHash, storedHash }) => foundHash !== storedHash);
  expect(damaged.map(({ id }) => id)).toEqual([shard?.id]);
  const probes = damaged[0]?.statistics.filter(({ foundHash, storedHash }) => foundHash !== storedHash);
  expect(probes?.map(({ probe }) => probe.name)).toEqual(['overlaps']);
});

test('a changed failure is found in every shard that holds its network', async () => {
  const { key } = await storedCell('failure');
  await database.asOwner(`update store.failures set layer = 3 where cell_id = $1`, [key.cellId]);
  const { shards } = await auditCell(database.store, key, () => {});
  expect(shards.map(({ foundHash, storedHash }) => foundHash === storedHash)).toEqual([true, false, false]);
});
