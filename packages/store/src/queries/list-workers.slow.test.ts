import { expect, test } from 'vitest';
import { useTestDatabase } from '../test-support/database.ts';
import { planOf, resultOf, shardOf } from '../test-support/plans.ts';
import { createSweep } from './create-sweep.ts';
import { listWorkers } from './list-workers.ts';
import { saveShard } from './save-shard.ts';

const database = useTestDatabase();

test('workers are listed by their last shard, with what they stored lately and the slots it took', async () => {
  const { store } = database;
  expect(await listWorkers(store, { minutes: 10, limit: 10 })).toEqual([]);
  const plan = planOf({ name: 'workers', cells: 1, networks: 64, shardNetworks: 8 });
  await createSweep(store, plan);
  const [planned] = plan.cells as [(typeof plan.cells)[number]];
  /** Seconds before now at which each was stored, and how long it took: two at a time, then one, then one long ago. */
  const shards = [
    { worker: 'a-1', ago: 60, seconds: 10 },
    { worker: 'a-1', ago: 55, seconds: 10 },
    { worker: 'a-1', ago: 50, seconds: 10 },
    { worker: 'a-1', ago: 40, seconds: 10 },
    { worker: 'b-2', ago: 3600, seconds: 10 },
  ];
  for (const [i, { worker, ago, seconds }] of shards.entries()) {
    const shard = shardOf(planned, 8 * i, 8);
    await saveShard(store, resultOf(plan, shard, { worker, wallSeconds: seconds }));
    await database.asOwner(
      `update store.shards set stored_at = now() - make_interval(secs => $2) where id = $1`,
      [shard.id, ago],
    );
  }
  const [busy, idle] = await listWorkers(store, { minutes: 10, limit: 10 });
  expect(busy).toMatchObject({
    worker: 'a-1',
    shards: 4,
    networks: 32,
    recentShards: 4,
    recentNetworks: 32,
    recentSeconds: 40,
    slots: 2,
    lastShard: shardOf(planned, 24, 8).id,
    lastCellId: planned.cell.id,
    lastFirst: 24,
    lastNetworks: 8,
  });
  expect(idle).toMatchObject({ worker: 'b-2', shards: 1, recentShards: 0, recentNetworks: 0, slots: 0 });
  expect(idle?.secondsSinceLast).toBeGreaterThanOrEqual(3600);
  expect(await listWorkers(store, { minutes: 10, limit: 1 })).toHaveLength(1);
});
