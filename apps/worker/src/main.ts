import { Runtime } from '@temporalio/worker';
import type { ShardResult } from '@widthwise/engine';
import { openStore, type Store } from '@widthwise/store';
import { checkTensorFlow } from './check-tensorflow.ts';
import { childEnvironment, childHardening } from './child-environment.ts';
import { ChildPool } from './child-pool.ts';
import type { ShardTask } from './child-protocol.ts';
import { readConfig } from './config.ts';
import { connectTemporal } from './connect.ts';
import { failureMessage } from './failures.ts';
import { Fleet } from './fleet.ts';
import { jsonLog } from './log.ts';
import { runtimeOptions } from './runtime-options.ts';
import { createComputeWorker, createSweepWorker, type WorkerSurroundings } from './workers.ts';

/** Shards after which a compute child is replaced, against leaks of native libraries. */
const SHARDS_PER_CHILD = 500;

const log = jsonLog(
  (line) => process.stderr.write(line),
  () => new Date(),
);
const environment = childEnvironment(process.env);
const pools: ChildPool<ShardTask, ShardResult>[] = [];

/** Opens the queue of a device class: so many shards at a time, each in a compute child. */
async function openQueue(
  fleet: Fleet,
  surroundings: WorkerSurroundings & { readonly store: Store },
  queue: { readonly deviceClass: string; readonly slots: number },
  childSettings: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { slotMemoryBytes, workerName } = surroundings.config;
  const pool = new ChildPool<ShardTask, ShardResult>({
    entry: new URL('child.js', import.meta.url),
    environment: { ...environment, ...childSettings },
    hardening: childHardening(queue.deviceClass),
    tasksPerChild: SHARDS_PER_CHILD,
    memoryBytes: slotMemoryBytes,
  });
  pools.push(pool);
  const dependencies = { store: surroundings.store, pool, slotMemoryBytes, worker: workerName, log };
  fleet.start(await createComputeWorker(surroundings, dependencies, queue));
  log('queue-open', queue);
}

/**
 * Opens TensorFlow's queues when the library loads; the other queues do not wait for it. On the processor a child has one
 * thread, so there is a slot per core. A machine with a GPU serves both classes: sweeps that name the processor find it.
 */
async function openTensorFlowQueue(
  fleet: Fleet,
  surroundings: WorkerSurroundings & { readonly store: Store },
) {
  const found = await checkTensorFlow({
    entry: new URL('tensorflow-check.js', import.meta.url),
    environment,
  });
  if (found.deviceClass === undefined) {
    log('queue-closed', { deviceClass: 'tensorflow', reason: found.reason });
    return;
  }
  if (fleet.isStopping) return;
  if (found.deviceClass === 'tensorflow-gpu')
    await openQueue(fleet, surroundings, { deviceClass: 'tensorflow-gpu', slots: 1 });
  const processor = { deviceClass: 'tensorflow-cpu', slots: surroundings.config.slots };
  await openQueue(fleet, surroundings, processor, { CUDA_VISIBLE_DEVICES: '-1' });
}

async function main(): Promise<boolean> {
  const config = readConfig(process.env);
  Runtime.install(runtimeOptions(log));
  const connection = await connectTemporal(config.temporal);
  const store = openStore(config.databaseUrl.reveal(), { role: 'worker' });
  const fleet = new Fleet(log);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => fleet.stop(signal));
  try {
    const surroundings = { connection, config, store };
    fleet.start(await createSweepWorker(surroundings, { store, log }));
    await openQueue(fleet, surroundings, { deviceClass: 'cpu', slots: config.slots });
    log('worker-ready', { worker: config.workerName, slots: config.slots });
    const tensorFlow = openTensorFlowQueue(fleet, surroundings).catch((error: unknown) => {
      log('queue-closed', { deviceClass: 'tensorflow', reason: failureMessage(error) });
    });
    const isWell = await fleet.stopped();
    await tensorFlow;
    return isWell;
  } finally {
    for (const pool of pools) pool.close();
    await connection.close();
    await store.close();
  }
}

try {
  const isWell = await main();
  log('worker-stopped');
  process.exitCode = isWell ? 0 : 1;
} catch (error) {
  log('worker-failed', { message: failureMessage(error) });
  process.exitCode = 1;
}
