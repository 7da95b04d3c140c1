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

/** Examples of sampler dense need TensorFlow's queue; its sweeps run with the tests that have it. */
const examples = exampleNames().flatMap((name) => {
  const spec = reducedExample(name);
  return spec.sampler === 'dense' ? [] : [{ name, spec }];
});

it.each(examples)('$name runs, narrow and shallow, to its end', async ({ spec }) => {
  const plan = planOf(spec);
  await (await submit(stack, database, plan)).result();
  const progress = await sweepProgress(database.store, plan.id);
  expect(progress).toMatchObject({ state: 'completed', message: null, failures: 0, nonFiniteNetworks: 0 });
  expect(progress.networksStored).toBe(4 * plan.cells.length);
  for (const { cell } of plan.cells) {
    const where = { cell: cell.id, inputA: 1 };
    const request = { view: 'estimates', sweepId: plan.id, where, limit: 10_000 } as const;
    const rows = await loadEstimates(database.store, request);
    const whole = rows.filter(({ networks }) => networks === 4);
    expect(whole.some(({ value, standardError }) => value !== null && standardError !== null)).toBe(true);
    // Narrow relu networks can die, and are then missing where a quantity divides by their length.
    expect(rows.every(({ networks }) => networks <= 4)).toBe(true);
  }
});
