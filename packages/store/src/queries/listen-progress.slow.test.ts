import pg from 'pg';
import { expect, test } from 'vitest';
import { useTestDatabase } from '../test-support/database.ts';
import { overlapEstimates } from '../test-support/estimates.ts';
import { planOf, resultOf, shardOf } from '../test-support/plans.ts';
import { createSweep } from './create-sweep.ts';
import { listenProgress, type Progress } from './listen-progress.ts';
import { saveEstimates } from './save-estimates.ts';
import { saveShard } from './save-shard.ts';

const database = useTestDatabase();

test('every sweep that holds a cell hears of its shards and estimates, and a lost connection is opened again', async () => {
  const { store } = database;
  const sweep = { family: 'shared', cells: 1, networks: 16, shardNetworks: 16 };
  const [one, two] = [planOf({ ...sweep, name: 'one' }), planOf({ ...sweep, name: 'two' })];
  await createSweep(store, one);
  await createSweep(store, two);
  const heard: Progress[] = [];
  let wake = (): void => {};
  const listener = await listenProgress(store, (progress) => {
    heard.push(progress);
    wake();
  });
  const until = async (isThere: () => boolean) => {
    while (!isThere()) await new Promise<void>((resolve) => (wake = resolve));
  };
  const has = (kind: Progress['kind'], sweepId?: string) =>
    heard.some(
      (progress) =>
        progress.kind === kind && (progress.kind === 'reconnected' || progress.sweepId === sweepId),
    );
  const [planned] = one.cells as [(typeof one.cells)[number]];
  await saveShard(store, resultOf(one, shardOf(planned, 0, 16)));
  await until(() => has('shard', one.id) && has('shard', two.id));
  const worker = new pg.Client(database.urls.worker);
  await worker.connect();
  await worker.query(`
    select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and datname = current_database()`);
  await worker.end();
  await until(() => has('reconnected'));
  await saveEstimates(store, overlapEstimates(planned, 16));
  await until(() => has('estimates', one.id) && has('estimates', two.id));
  await listener.close();
  const count = heard.length;
  await saveEstimates(store, overlapEstimates(planned, 16));
  expect(heard).toHaveLength(count);
});
