import { setTimeout as sleep } from 'node:timers/promises';
import { estimatesHash, loadEstimates, sweepProgress } from '@widthwise/store';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Stack, startStack, type TestDatabase } from '../support/stack.ts';
import { longSpec as long, planOf, quickSpec as quick, submit } from '../support/sweeps.ts';
import { isAlive, WorkerProcess } from '../support/worker-process.ts';

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
});
afterAll(async () => {
  await stack?.stop();
});

const workers: WorkerProcess[] = [];
afterEach(async () => {
  for (const worker of workers.splice(0)) {
    worker.kill('SIGKILL');
    await worker.exited;
  }
});

async function startWorker(database: TestDatabase, slots = 2): Promise<WorkerProcess> {
  const worker = new WorkerProcess({
    DATABASE_URL: database.workerUrl,
    TEMPORAL_ADDRESS: stack.temporalAddress,
    WIDTHWISE_SLOTS: `${slots}`,
  });
  workers.push(worker);
  await worker.line('worker-ready');
  return worker;
}

async function runUndisturbed(spec: object, slots = 2, workerCount = 1): Promise<string> {
  const database = await stack.createDatabase();
  const started = await Promise.all(Array.from({ length: workerCount }, () => startWorker(database, slots)));
  const plan = planOf(spec);
  const handle = await submit(stack, database, plan);
  expect(await handle.result()).toMatchObject({ outcome: 'completed', failed: 0 });
  for (const worker of started) expect(await worker.stop()).toBe(0);
  return await estimatesHash(database.store, plan.id);
}

describe('a sweep', () => {
  it('completes, with every network of every cell in its estimates', async () => {
    const database = await stack.createDatabase();
    const worker = await startWorker(database);
    const plan = planOf({ ...quick, shardNetworks: 16 });
    const handle = await submit(stack, database, plan);
    expect(await handle.result()).toEqual({ outcome: 'completed', done: 20, failed: 0 });
    expect(await sweepProgress(database.store, plan.id)).toMatchObject({
      state: 'completed',
      cells: 4,
      cellsDone: 4,
      networksStored: 4 * 72,
      failures: 0,
      nonFiniteNetworks: 0,
    });
    const lengths = await loadEstimates(database.store, {
      view: 'length_map',
      sweepId: plan.id,
      limit: 10_000,
    });
    expect(lengths.length).toBe(4 * 6 * 2);
    expect(lengths.every((row) => row.networks === 72 && (row.standardError ?? 0) > 0)).toBe(true);
    // Nothing that opens the database is told to anyone.
    const password = new URL(database.workerUrl).password;
    expect(JSON.stringify([await handle.fetchHistory(), worker.lines])).not.toContain(password);
  });

  it('that is stored already computes nothing', async () => {
    const database = await stack.createDatabase();
    const worker = await startWorker(database);
    const plan = planOf(quick);
    await (await submit(stack, database, plan)).result();
    const shards = worker.lines.filter((line) => line.event === 'shard').length;
    expect(shards).toBeGreaterThan(0);
    expect(await (await submit(stack, database, plan)).result()).toEqual({
      outcome: 'completed',
      done: 0,
      failed: 0,
    });
    expect(worker.lines.filter((line) => line.event === 'shard')).toHaveLength(shards);
  });

  it('submitted twice is one sweep', async () => {
    const database = await stack.createDatabase();
    const plan = planOf(quick);
    const [one, two] = await Promise.all([submit(stack, database, plan), submit(stack, database, plan)]);
    expect((await one.describe()).runId).toBe((await two.describe()).runId);
    await startWorker(database);
    await one.result();
    await expect(two.result()).resolves.toMatchObject({ outcome: 'completed' });
  });
});

describe('the stored estimates of a sweep', () => {
  let undisturbed = '';
  beforeAll(async () => {
    undisturbed = await runUndisturbed({ ...long, shardNetworks: 128 });
  });

  it('do not depend on the size of shards', async () => {
    expect(await runUndisturbed({ ...long, shardNetworks: 32 })).toBe(undisturbed);
    expect(await runUndisturbed({ ...long, shardNetworks: 512 })).toBe(undisturbed);
  });

  it('do not depend on the number of workers and slots', async () => {
    expect(await runUndisturbed({ ...long, shardNetworks: 64 }, 1, 2)).toBe(undisturbed);
  });

  it('do depend on the seed', async () => {
    expect(await runUndisturbed({ ...long, seed: 8, shardNetworks: 128 })).not.toBe(undisturbed);
  });

  it('do not change when the worker is killed in the middle', async () => {
    const database = await stack.createDatabase();
    const first = await startWorker(database);
    const plan = planOf({ ...long, shardNetworks: 64 });
    const handle = await submit(stack, database, plan);
    await first.line('shard', 5);
    const orphans = first.computeChildren();
    first.kill('SIGKILL');
    expect(await first.exited).toBe('SIGKILL');
    while (orphans.some(isAlive)) await sleep(50);
    expect((await sweepProgress(database.store, plan.id)).networksStored).toBeLessThan(4 * 768);
    await startWorker(database);
    expect(await handle.result()).toMatchObject({ outcome: 'completed', failed: 0 });
    expect(await estimatesHash(database.store, plan.id)).toBe(undisturbed);
  });

  it('do not change when compute processes are killed', async () => {
    const database = await stack.createDatabase();
    const worker = await startWorker(database);
    const plan = planOf({ ...long, shardNetworks: 128 });
    const handle = await submit(stack, database, plan);
    for (const shard of [2, 5, 8]) {
      await worker.line('shard', shard);
      for (const pid of worker.computeChildren()) process.kill(pid, 'SIGKILL');
    }
    expect(await handle.result()).toMatchObject({ outcome: 'completed', failed: 0 });
    expect(worker.lines.some((line) => line.event === 'child-lost')).toBe(true);
    expect(await estimatesHash(database.store, plan.id)).toBe(undisturbed);
  });
});

describe('a shard', () => {
  it('that kills its process three times is left out, and the sweep ends partial', async () => {
    const database = await stack.createDatabase();
    const worker = await startWorker(database, 1);
    // A quick cell, then one whose shard cannot end between two visits of the nemesis.
    const plan = planOf({
      ...long,
      name: 'murderous',
      network: { ...long.network, sigmaW: 1, sigmaB: 0, width: [8, 1_024] },
      networks: 4_096,
      shardNetworks: 4_096,
    });
    const handle = await submit(stack, database, plan);
    await worker.line('shard', 1);
    const visits = setInterval(() => {
      for (const pid of worker.computeChildren()) process.kill(pid, 'SIGKILL');
    }, 20);
    const result = await handle.result().finally(() => clearInterval(visits));
    expect(result).toMatchObject({ outcome: 'partial', done: 1, failed: 1 });
    expect(await sweepProgress(database.store, plan.id)).toMatchObject({
      state: 'partial',
      failures: 1,
      message: expect.stringContaining('SHARD_QUARANTINED'),
    });
  });
});

describe('cancelling a sweep', () => {
  it('kills its compute processes and marks it', async () => {
    const database = await stack.createDatabase();
    const worker = await startWorker(database);
    const plan = planOf({ ...long, networks: 65_536, shardNetworks: 65_536 });
    const handle = await submit(stack, database, plan);
    while (worker.computeChildren().length < 2) await sleep(20);
    const children = worker.computeChildren();
    await handle.cancel();
    await expect(handle.result()).rejects.toThrow(/[Cc]ancel/);
    expect((await sweepProgress(database.store, plan.id)).state).toBe('cancelled');
    expect(children.filter(isAlive)).toEqual([]);
  });
});

describe('a worker', () => {
  it('told to stop finishes its shards and exits with 0', async () => {
    const database = await stack.createDatabase();
    const worker = await startWorker(database);
    const plan = planOf({ ...long, shardNetworks: 256 });
    const handle = await submit(stack, database, plan);
    await worker.line('shard', 2);
    const children = worker.computeChildren();
    expect(await worker.stop()).toBe(0);
    expect(children.filter(isAlive)).toEqual([]);
    const before = (await sweepProgress(database.store, plan.id)).networksStored;
    const second = await startWorker(database);
    expect(await handle.result()).toMatchObject({ outcome: 'completed' });
    // What the first one stored was not computed again.
    const again = second.lines.filter((line) => line.event === 'shard' && line.outcome === 'stored').length;
    expect(again * 256 + before).toBe(4 * 768);
  });
});

describe('networks that leave the floating-point range', () => {
  it('are stored as failures, and in no average', async () => {
    const database = await stack.createDatabase();
    await startWorker(database);
    const plan = planOf({
      ...quick,
      name: 'divergent',
      network: { activation: 'relu', width: 32, depth: 200, sigmaW: [1.4, 1e3], sigmaB: 0 },
      networks: 32,
    });
    await (await submit(stack, database, plan)).result();
    const progress = await sweepProgress(database.store, plan.id);
    expect(progress).toMatchObject({ state: 'completed', nonFiniteNetworks: 32, networksStored: 64 });
    const lengths = await loadEstimates(database.store, {
      view: 'length_map',
      sweepId: plan.id,
      limit: 10_000,
    });
    const divergent = lengths.filter((row) => row.sigmaW === 1e3);
    expect(divergent.every((row) => row.value === null && row.networks === 0)).toBe(true);
    const finite = lengths.filter((row) => row.sigmaW === 1.4);
    expect(finite.length).toBe(2 * 200);
    expect(finite.every((row) => Number.isFinite(row.value) && row.networks === 32)).toBe(true);
  });
});
