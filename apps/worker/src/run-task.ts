import { runShard, type ShardResult } from '@widthwise/engine';
import type { Backend, Sampler } from '@widthwise/experiments';
import type { ShardTask } from './child-protocol.ts';
import { loadMnist } from './mnist.ts';

/** The backend that is here is not the one that the plan counts on. */
export class FingerprintError extends Error {
  readonly code = 'BACKEND_UNAVAILABLE';

  constructor(expected: string, found: string) {
    super(
      `BACKEND_UNAVAILABLE: the plan counts on backend "${expected}", this worker has "${found}". Results of the two are never merged: plan the sweep again, or run it on a worker that has the former.`,
    );
  }
}

/** Runs a shard on the backend of its cell's sampler; a backend with another fingerprint refuses. */
export async function runTask(
  task: ShardTask,
  loadBackend: (sampler: Sampler) => Promise<Backend>,
  onProgress: (networks: number) => void,
): Promise<ShardResult> {
  const { cell, probes, first, networks, memoryBudgetBytes } = task;
  const backend = await loadBackend(cell.parameters.sampler);
  if (backend.fingerprint !== task.fingerprint)
    throw new FingerprintError(task.fingerprint, backend.fingerprint);
  const request = {
    cellId: cell.id,
    experiment: cell.experiment,
    parameters: cell.parameters,
    probes,
    first,
    count: networks,
    mnist: loadMnist,
    memoryBudgetBytes,
  };
  return await runShard(request, backend, onProgress);
}
