import { loadEstimates, sweepProgress } from '@widthwise/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exampleNames, reducedExample } from '../support/examples.ts';
import { type Stack, startStack, type TestDatabase } from '../support/stack.ts';
import { planOf, submit } from '../support/sweeps.ts';
import { WorkerProcess } from '../support/worker-process.ts';

let stack: Stack;
let database: TestDatabase;
let worker: WorkerProcess;
beforeAll(async () => {
  stack = await startStack();
  database = await stack.createDatabase();
  worker = new WorkerProcess({ DATABASE_URL: database.workerUrl, TEMPORAL_ADDRESS: stack.temporalAddress });
  await worker.line('worker-ready');
});
afterAll(async () => {
  worker?.kill('SIGKILL');
  await worker?.exited;
  await stack?.stop();
});

/** The dense example needs TensorFlow's queue and runs with the tests that have it. */
it.each(exampleNames().filter((name) => !name.startsWith('dense')))(
  '%s runs, narrow and shallow, to its end',
  async (name) => {
    const plan = planOf(reducedExample(name));
    await (await submit(stack, database, plan)).result();
    const progress = await sweepProgress(database.store, plan.id);
    expect(progress).toMatchObject({ state: 'completed', message: null, failures: 0, nonFiniteNetworks: 0 });
    expect(progress.networksStored).toBe(4 * plan.cells.length);
    const lengths = await loadEstimates(database.store, {
      view: 'length_map',
      sweepId: plan.id,
      limit: 10_000,
    });
    expect(lengths.length).toBeGreaterThan(plan.cells.length);
    expect(lengths.every((row) => row.value !== null && row.networks === 4)).toBe(true);
  },
);
