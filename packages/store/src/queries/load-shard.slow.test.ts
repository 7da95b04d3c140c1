import { expect, test } from 'vitest';
import { useTestDatabase } from '../test-support/database.ts';
import { planOf, resultOf, shardOf } from '../test-support/plans.ts';
import { createSweep } from './create-sweep.ts';
import { findShards, loadShard, sweepShards } from './load-shard.ts';
import { saveShard } from './save-shard.ts';

const database = useTestDatabase();

test('a stored shard is found by its id and its label, with all that computing it again needs', async () => {
  const { store } = database;
  const plan = planOf({ name: 'found', cells: 2, networks: 32, shardNetworks: 16 });
  await createSweep(store, plan);
  const [planned] = plan.cells as [(typeof plan.cells)[number]];
  const shard = shardOf(planned, 16, 16);
  await saveShard(store, resultOf(plan, shard));
  await saveShard(store, resultOf(plan, shardOf(planned, 0, 16)));
  expect(await findShards(store, shard.id.slice(0, 20))).toEqual([shard.id]);
  expect(await findShards(store, `${planned.cell.id.slice(0, 16)}/16+16`)).toEqual([shard.id]);
  expect(await sweepShards(store, plan.id)).toEqual([shard.id, shardOf(planned, 0, 16).id].sort());
  expect(await loadShard(store, shard.id)).toMatchObject({
    shard,
    cell: planned.cell,
    probes: plan.probes,
    fingerprint: planned.fingerprint,
    worker: 'worker-1',
    storedAt: expect.any(Date),
  });
});

test('a text that names no shard, or the ids of several, is refused by name', async () => {
  const { store } = database;
  for (const text of ['absent', '0123/0+16', '']) {
    const refused = expect(findShards(store, text), text).rejects;
    await refused.toMatchObject({ code: 'SHARD_UNKNOWN', message: expect.stringContaining(`"${text}"`) });
  }
});
