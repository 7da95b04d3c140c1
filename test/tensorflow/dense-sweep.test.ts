import { type EstimateRow, loadEstimates, sweepProgress } from '@widthwise/store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reducedExample } from '../support/examples.ts';
import { type Stack, startStack, type TestDatabase } from '../support/stack.ts';
import { planOf, submit } from '../support/sweeps.ts';
import { WorkerProcess } from '../support/worker-process.ts';

let stack: Stack;
let database: TestDatabase;
let worker: WorkerProcess;
beforeAll(async () => {
  stack = await startStack();
  database = await stack.createDatabase();
  worker = new WorkerProcess({
    DATABASE_URL: database.workerUrl,
    TEMPORAL_ADDRESS: stack.temporalAddress,
    WIDTHWISE_SLOTS: '1',
  });
  await worker.line('worker-ready');
}, 300_000);
afterAll(async () => {
  worker?.kill('SIGKILL');
  await worker?.exited;
  await stack?.stop();
}, 60_000);

const spec = {
  name: 'samplers',
  seed: 11,
  experiment: 'propagate',
  network: { activation: 'tanh', width: 16, depth: 4, sigmaW: [1, 1.8], sigmaB: 0.2 },
  inputs: { ensemble: 'pair', correlation: 0.6, squaredNorm: 1 },
  probes: ['overlaps'],
  networks: 256,
};

async function overlapsOf(name: string, changes: object): Promise<readonly EstimateRow[]> {
  const plan = planOf({ ...spec, name, ...changes });
  await (await submit(stack, database, plan)).result();
  expect(await sweepProgress(database.store, plan.id)).toMatchObject({ state: 'completed', message: null });
  return await loadEstimates(database.store, { view: 'overlaps', sweepId: plan.id, limit: 10_000 });
}

/** Differences of two sweeps' estimates, row by row, in their joint standard error. */
function differences(a: readonly EstimateRow[], b: readonly EstimateRow[]): readonly number[] {
  expect(a.length).toBe(b.length);
  return a.flatMap((one, i) => {
    const other = b[i];
    if (other?.value == null || one.value === null) return [];
    return [(one.value - other.value) / Math.hypot(one.standardError ?? 0, other.standardError ?? 0)];
  });
}

it("a dense sweep runs on TensorFlow's queue and agrees with the gram sampler, which a wrong scale does not", async () => {
  const gram = await overlapsOf('gram', { sampler: 'gram' });
  const dense = await overlapsOf('dense', { sampler: 'dense' });
  const opened = worker.lines.find((line) => line.event === 'queue-open' && line.deviceClass !== 'cpu');
  expect(opened).toMatchObject({ slots: 1 });

  // 24 comparisons at |z| < 5: false alarms below 1e-4 with the tails of 256 networks.
  const z = differences(gram, dense);
  expect(z).toHaveLength(2 * 4 * 3);
  expect(Math.max(...z.map(Math.abs))).toBeLessThan(5);

  const wrong = await overlapsOf('wrong', {
    sampler: 'gram',
    network: { ...spec.network, sigmaW: [1.1, 1.98] },
  });
  expect(Math.max(...differences(wrong, dense).map(Math.abs))).toBeGreaterThan(5);
});

it('the dense example runs, narrow and shallow, to its end', async () => {
  const plan = planOf(reducedExample('dense-check.yaml'));
  await (await submit(stack, database, plan)).result();
  expect(await sweepProgress(database.store, plan.id)).toMatchObject({
    state: 'completed',
    networksStored: 4 * plan.cells.length,
    failures: 0,
  });
});
