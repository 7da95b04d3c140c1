import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore, type Store, sweepProgress } from '@widthwise/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Stack, startStack, type TestDatabase } from '../support/stack.ts';
import { planOf, submit } from '../support/sweeps.ts';
import { WorkerProcess } from '../support/worker-process.ts';

const CLI = fileURLToPath(new URL('../../apps/cli/bin/widthwise.mjs', import.meta.url));

const spec = {
  name: 'trusted',
  seed: 13,
  network: { activation: 'relu', width: 32, depth: 40, sigmaW: [1.4, 1e5], sigmaB: 0 },
  networks: 24,
  shardNetworks: 8,
};
const plan = planOf(spec);

let stack: Stack;
let database: TestDatabase;
let owner: Store;
let worker: WorkerProcess | undefined;
beforeAll(async () => {
  stack = await startStack();
  database = await stack.createDatabase();
  owner = openStore(database.ownerUrl, { role: 'migration' });
  worker = new WorkerProcess({
    DATABASE_URL: database.workerUrl,
    TEMPORAL_ADDRESS: stack.temporalAddress,
    WIDTHWISE_SLOTS: '2',
    WIDTHWISE_WORKER_NAME: 'trusted-worker',
  });
  await (await submit(stack, database, plan)).result();
  expect(await worker.stop()).toBe(0);
  expect(await sweepProgress(database.store, plan.id)).toMatchObject({ nonFiniteNetworks: 24 });
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  await owner?.close();
  await stack?.stop();
});

/** Runs the built command line on the test's database; its JSON lines and exit code. */
function widthwise(...args: readonly string[]): Promise<{
  readonly code: unknown;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, DATABASE_URL: database.workerUrl, WIDTHWISE_HOME: stack.home };
  return new Promise((resolve) => {
    execFile(process.execPath, [CLI, ...args, '--json'], { env }, (error, stdout) => {
      const rows = stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line): Readonly<Record<string, unknown>> => JSON.parse(line));
      resolve({ code: error === null ? 0 : error.code, rows });
    });
  });
}

it('a sweep is verified and replayed to the bytes that were stored, failed networks included', async () => {
  expect(await widthwise('verify', 'trusted')).toMatchObject({
    code: 0,
    rows: [{ isSound: true, cells: 2, shards: 6, hashes: 24, networksStored: 48, faults: [] }],
  });
  const { code, rows } = await widthwise('replay', 'trusted', '--sample', '100%');
  expect(code).toBe(0);
  expect(rows.map(({ outcome, worker }) => [outcome, worker])).toEqual(
    Array.from({ length: 6 }, () => ['same', 'trusted-worker']),
  );
});

it('whoever stored is listed, and a cell that is not stored differs from the nearest one in what was changed', async () => {
  expect(await widthwise('workers')).toMatchObject({
    code: 0,
    rows: [{ worker: 'trusted-worker', shards: 6, networks: 48, recentShards: 6 }],
  });
  const file = join(stack.home, 'changed.json');
  writeFileSync(file, JSON.stringify({ ...spec, network: { ...spec.network, width: 33 } }));
  expect(await widthwise('why', file)).toMatchObject({
    code: 0,
    rows: [
      {
        networksStored: 0,
        networksWanted: 24,
        differences: [{ field: 'network.width', wanted: 33, stored: 32 }],
      },
    ],
  });
});

it('one changed float is found by verify, in its shard', async () => {
  const changed = await owner.pool.query<{ id: string }>(
    `update store.shard_statistics set floats[7] = floats[7] + 1e-9
      where probe = 'overlaps' and shard_id = (select min(id) from store.shards) returning shard_id as id`,
  );
  const { code, rows } = await widthwise('verify', 'trusted');
  expect(code).toBe(1);
  expect(rows).toMatchObject([
    { isSound: false, faults: [{ code: 'SHARD_CORRUPT', shard: changed.rows[0]?.id }] },
  ]);
});

it('a shard that this machine computes otherwise is a divergence, with worker and backend', async () => {
  const changed = await owner.pool.query<{ id: string }>(
    `update store.shards set content_hash = repeat('0', 64)
      where id = (select max(id) from store.shards) returning id`,
  );
  const id = String(changed.rows[0]?.id);
  expect(await widthwise('replay', id.slice(0, 16))).toMatchObject({
    code: 1,
    rows: [{ shard: id, outcome: 'diverged', worker: 'trusted-worker', fingerprint: 'gram/wasm-simd128' }],
  });
});
