import { fileURLToPath } from 'node:url';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { computeQueue, SWEEP_QUEUE } from '@widthwise/workflows';
import { finishSweep } from './activities/finish-sweep.ts';
import { mergeCells } from './activities/merge-cells.ts';
import { planPage } from './activities/plan-page.ts';
import { recordFailure } from './activities/record-failure.ts';
import { type RunShardDependencies, runShard } from './activities/run-shard.ts';
import type { WorkerConfig } from './config.ts';
import { deciding } from './failures.ts';
import { loadMnist } from './mnist.ts';

/** What all of a process's workers share. */
export interface WorkerSurroundings {
  readonly connection: NativeConnection;
  readonly config: WorkerConfig;
}

function sharedOptions({ connection, config }: WorkerSurroundings) {
  return {
    connection,
    namespace: config.temporal.namespace,
    identity: config.workerName,
    // A shard holds about five seconds; what takes longer is given up and run again elsewhere.
    shutdownGraceTime: 20_000,
    shutdownForceTime: 30_000,
    // Heartbeats carry cancellations, so this is how long a cancelled shard may go on computing.
    maxHeartbeatThrottleInterval: 5_000,
  } satisfies Partial<WorkerOptions>;
}

/** Runs the workflow and what asks the store for it. */
export function createSweepWorker(
  surroundings: WorkerSurroundings,
  { store, log }: Pick<RunShardDependencies, 'store' | 'log'>,
): Promise<Worker> {
  return Worker.create({
    ...sharedOptions(surroundings),
    taskQueue: SWEEP_QUEUE,
    workflowBundle: { codePath: fileURLToPath(new URL('workflow-bundle.js', import.meta.url)) },
    activities: {
      planPage: deciding(planPage(store), log),
      mergeCells: deciding(mergeCells(store, loadMnist, log), log),
      recordFailure: deciding(recordFailure(store, surroundings.config.workerName), log),
      finishSweep: deciding(finishSweep(store), log),
    },
    // Isolates live outside the V8 heap, so their number is what bounds memory.
    maxCachedWorkflows: 100,
    maxConcurrentActivityTaskExecutions: 4,
  });
}

/** Runs shards of one device class, as many at a time as there are slots. */
export function createComputeWorker(
  surroundings: WorkerSurroundings,
  dependencies: RunShardDependencies,
  { deviceClass, slots }: { readonly deviceClass: string; readonly slots: number },
): Promise<Worker> {
  return Worker.create({
    ...sharedOptions(surroundings),
    taskQueue: computeQueue(deviceClass),
    activities: { runShard: deciding(runShard(dependencies), dependencies.log) },
    maxConcurrentActivityTaskExecutions: slots,
  });
}
