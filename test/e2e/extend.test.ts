import { extendSpec } from '@widthwise/plan';
import { auditCell, estimatesHash } from '@widthwise/store';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Stack, startStack, type TestDatabase } from '../support/stack.ts';
import { planOf, submit } from '../support/sweeps.ts';
import { WorkerProcess } from '../support/worker-process.ts';

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

async function startWorker(database: TestDatabase): Promise<WorkerProcess> {
  const worker = new WorkerProcess({
    DATABASE_URL: database.workerUrl,
    TEMPORAL_ADDRESS: stack.temporalAddress,
    WIDTHWISE_SLOTS: '2',
  });
  workers.push(worker);
  await worker.line('worker-ready');
  return worker;
}

const spec = {
  name: 'extended',
  seed: 11,
  network: { activation: 'tanh', width: [16, 32], depth: 5, sigmaW: [1, 2], sigmaB: 0.1 },
  networks: 40,
  shardNetworks: 16,
};
const whole = { ...spec, network: { ...spec.network, width: [16, 32, 64] }, networks: 100 };

it('an extended sweep computes only what is missing, and ends with the bytes of one run at once', async () => {
  const database = await stack.createDatabase();
  const worker = await startWorker(database);
  const networks = () =>
    worker.lines
      .filter((line) => line.event === 'shard')
      .reduce((sum, line) => sum + Number(String(line.shard).split('+')[1]), 0);
  const first = planOf(spec);
  expect(await (await submit(stack, database, first)).result()).toMatchObject({ outcome: 'completed' });
  expect(networks()).toBe(4 * 40);

  const extended = planOf(
    extendSpec(first.spec, { networks: 100, added: [{ axis: 'width', values: [64] }] }),
  );
  expect(await (await submit(stack, database, extended)).result()).toMatchObject({ outcome: 'completed' });
  expect(networks()).toBe(6 * 100);
  for (const { cell, lineage } of extended.cells) {
    const audit = await auditCell(database.store, { cellId: cell.id, lineage }, () => undefined);
    expect(audit.networks).toBe(100);
    expect(audit.merges.map((merge) => merge.networks)).toEqual([100, 100, 100]);
    expect(audit.shards.every(({ foundHash, storedHash }) => foundHash === storedHash)).toBe(true);
  }
  const bytes = await estimatesHash(database.store, extended.id);
  expect(await worker.stop()).toBe(0);

  const other = await stack.createDatabase();
  await startWorker(other);
  const atOnce = planOf(whole);
  expect(atOnce.id).toBe(extended.id);
  expect(await (await submit(stack, other, atOnce)).result()).toMatchObject({ outcome: 'completed' });
  expect(await estimatesHash(other.store, atOnce.id)).toBe(bytes);
  // The hash does see a difference: fewer networks have another.
  expect(await estimatesHash(database.store, first.id)).not.toBe(bytes);
});
