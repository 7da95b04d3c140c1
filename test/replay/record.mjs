// Records the histories that replay.test.ts replays, from the Temporal server at TEMPORAL_ADDRESS, with the workflow code
// of this checkout and scripted activities. Run it for a released workflow, under a new folder name; never edit what it wrote.
//
//   TEMPORAL_ADDRESS=127.0.0.1:7233 node test/replay/record.mjs test/replay/histories/<version>
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Context } from '@temporalio/activity';
import { Client, Connection } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { bundleWorkflowCode, NativeConnection, Runtime, Worker } from '@temporalio/worker';

const folder = process.argv[2];
const address = process.env.TEMPORAL_ADDRESS;
if (folder === undefined || address === undefined) {
  process.stderr.write('usage: TEMPORAL_ADDRESS=host:port node test/replay/record.mjs FOLDER\n');
  process.exit(2);
}

const hash = (text) => createHash('sha256').update(text).digest('hex');
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Shards of four cells, two blocks each; a script says how each one ends. */
const shardsOf = (count) => Array.from({ length: count }, (_, i) => [i % 4, 8 * Math.floor(i / 4), 8]);
const pageOf = (shards, stored) => ({
  variants: [{ lineage: hash('lineage'), deviceClass: 'cpu' }],
  cells: [0, 1, 2, 3].map((i) => [hash(`cell ${i}`), 0, 0.1]),
  shards,
  missing: shards.length,
  stored,
});

const deterministic = () => {
  const failure = ApplicationFailure.nonRetryable('PROBE_VERSION: a recorded failure', 'PROBE_VERSION');
  throw failure;
};
const identity = 'record';

// Where this checkout lies is nobody's business, stack traces of the workflow included.
const checkout = fileURLToPath(new URL('../..', import.meta.url));
const textOf = (history) => `${historyToJSON(history).replaceAll(checkout, '')}\n`;

/** One script per history: how many shards the first page holds, and what each run of a shard does. */
const scripts = {
  completed: { shards: 8, run: async () => ({ outcome: 'stored' }) },
  'merged-while-running': {
    shards: 6,
    run: async (index) => {
      if (index === 0)
        for (let i = 0; i < 6; i++) await sleep(1_800).then(() => Context.current().heartbeat());
      return { outcome: 'stored' };
    },
  },
  partial: { shards: 5, run: async (index) => (index === 3 ? deterministic() : { outcome: 'present' }) },
  'failed-canary': { shards: 8, run: async () => deterministic() },
  cancelled: {
    shards: 8,
    run: async (index) => {
      if (index < 2) return { outcome: 'stored' };
      const beat = setInterval(() => Context.current().heartbeat(), 500);
      return Context.current().cancelled.finally(() => clearInterval(beat));
    },
    cancelAfter: 3,
  },
};

Runtime.install({ logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error } });
const connection = await NativeConnection.connect({ address });
const client = new Client({ connection: await Connection.connect({ address }), identity });
const { code } = await bundleWorkflowCode({
  workflowsPath: fileURLToPath(new URL('../../packages/workflows/src/sweep.ts', import.meta.url)),
  logger: { log() {}, trace() {}, debug() {}, info() {}, warn() {}, error: console.error },
});
mkdirSync(folder, { recursive: true });

for (const [name, script] of Object.entries(scripts)) {
  const finished = new Set();
  let started = 0;
  let reportStarted;
  const enoughStarted = new Promise((resolve) => {
    reportStarted = resolve;
  });
  const activities = {
    planPage: async () =>
      pageOf(
        shardsOf(script.shards).filter((_, i) => !finished.has(i)),
        finished.size,
      ),
    mergeCells: async () => ({ cells: 4 }),
    recordFailure: async () => undefined,
    finishSweep: async () => undefined,
    runShard: async (shard) => {
      const cell = [0, 1, 2, 3].findIndex((i) => hash(`cell ${i}`) === shard.cellId);
      const index = cell + shard.first / 2;
      started += 1;
      if (started === script.cancelAfter) reportStarted();
      try {
        const result = await script.run(index);
        finished.add(index);
        return result;
      } catch (error) {
        // A failed shard is left out of the next page, as the store's planner does.
        finished.add(index);
        throw error;
      }
    },
  };
  const { runShard, ...sweepActivities } = activities;
  const workers = await Promise.all([
    Worker.create({
      connection,
      identity,
      taskQueue: 'widthwise-sweeps',
      workflowBundle: { code },
      activities: sweepActivities,
    }),
    Worker.create({
      connection,
      identity,
      taskQueue: 'widthwise-cpu',
      activities: { runShard },
      maxHeartbeatThrottleInterval: 500,
    }),
  ]);
  const running = Promise.all(workers.map((worker) => worker.run()));
  const handle = await client.workflow.start('sweep', {
    taskQueue: 'widthwise-sweeps',
    workflowId: `record-${name}-${randomUUID()}`,
    args: [{ sweepId: hash(name), done: 0, failed: [] }],
  });
  if (script.cancelAfter !== undefined) {
    await enoughStarted;
    await handle.cancel();
  }
  const outcome = await handle.result().then(
    (result) => result.outcome,
    (error) => error.cause?.name ?? error.name,
  );
  let run = 0;
  let runId = handle.firstExecutionRunId;
  while (runId) {
    const history = await client.workflow.getHandle(handle.workflowId, runId).fetchHistory();
    run += 1;
    writeFileSync(join(folder, `${name}-${run}.json`), textOf(history));
    runId = history.events.at(-1).workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId;
  }
  process.stdout.write(`${name}: ${outcome}, ${run} runs\n`);
  for (const worker of workers) worker.shutdown();
  await running;
}
await connection.close();
await client.connection.close();
