import { Context } from '@temporalio/activity';
import type { ShardResult } from '@widthwise/engine';
import { makeShard } from '@widthwise/plan';
import { loadCell, type Store, saveShard, shardIsStored } from '@widthwise/store';
import type { ComputeActivities, ShardAssignment } from '@widthwise/workflows';
import { shardLabel } from '@widthwise/workflows';
import type { ChildPool } from '../child-pool.ts';
import type { ShardTask } from '../child-protocol.ts';
import { LostChildError } from '../compute-child.ts';
import type { Log } from '../log.ts';
import { QUARANTINE_DEATHS, readProgress, ShardQuarantinedError } from './deaths.ts';
import { withHeartbeat } from './heartbeat.ts';
import { validateResult } from './validate-result.ts';

export interface RunShardDependencies {
  readonly store: Store;
  readonly pool: ChildPool<ShardTask, ShardResult>;
  readonly slotMemoryBytes: number;
  readonly worker: string;
  readonly log: Log;
}

export function runShard(dependencies: RunShardDependencies): ComputeActivities['runShard'] {
  const { store, pool, worker, log } = dependencies;
  return (assignment) => {
    const context = Context.current();
    const { info, cancellationSignal } = context;
    const progress = { deaths: readProgress(info.heartbeatDetails).deaths, networks: 0 };
    return withHeartbeat(
      () => ({ ...progress }),
      async () => {
        const shard = shardOf(assignment);
        const label = shardLabel(shard.cellId, shard.first, shard.networks);
        // Asked before computing: what is stored, or cannot be stored, is not computed.
        if (await shardIsStored(store, shard)) return { outcome: 'present' };
        const planned = await loadCell(store, assignment);
        const task: ShardTask = {
          cell: planned.cell,
          probes: planned.probes,
          fingerprint: planned.fingerprint,
          first: shard.first,
          networks: shard.networks,
          memoryBudgetBytes: dependencies.slotMemoryBytes,
        };
        const startedAt = Date.now();
        const onProgress = (networks: number) => {
          progress.networks = networks;
        };
        const result = await pool
          .run(task, { signal: cancellationSignal, onProgress })
          .catch((error: unknown) => {
            if (!(error instanceof LostChildError)) throw error;
            progress.deaths += 1;
            context.heartbeat({ ...progress });
            log('child-lost', { shard: label, deaths: progress.deaths, message: error.message });
            throw progress.deaths >= QUARANTINE_DEATHS
              ? new ShardQuarantinedError(progress.deaths, error)
              : error;
          });
        const statistics = validateResult(task, result);
        const outcome = await saveShard(store, {
          sweepId: assignment.sweepId,
          shard,
          fingerprint: planned.fingerprint,
          statistics,
          failures: result.failures.map((failure) => ({ ...failure, code: 'NUMERICAL_NONFINITE' })),
          worker,
          attempts: info.attempt,
          wallSeconds: (Date.now() - startedAt) / 1000,
          queueSeconds: Math.max(0, startedAt - info.currentAttemptScheduledTimestampMs) / 1000,
        });
        log('shard', {
          shard: label,
          outcome,
          seconds: (Date.now() - startedAt) / 1000,
          attempt: info.attempt,
        });
        return { outcome };
      },
    );
  };
}

const shardOf = ({ cellId, lineage, first, networks }: ShardAssignment) =>
  makeShard({ cellId, lineage, first, networks });
