import { isCurrentLineage } from '@widthwise/plan';
import { hashComputedShard, loadShard, type Store, type StoredShard } from '@widthwise/store';
import { shardLabel } from '@widthwise/workflows';
import { computeAgain } from './compute-again.ts';

/** What computing a shard again gave. */
export interface Replay {
  readonly shard: string;
  readonly label: string;
  readonly outcome: 'same' | 'diverged' | 'not-computed';
  /** Who stored it, on which backend, when. */
  readonly worker: string;
  readonly fingerprint: string;
  readonly storedAt: Date;
  readonly storedHash: string;
  /** Undefined where it was not computed. */
  readonly computedHash: string | undefined;
  /** Why it was not. */
  readonly message: string | undefined;
  readonly seconds: number;
}

export interface ReplayOptions {
  readonly env: NodeJS.ProcessEnv;
  /** Processes at a time. */
  readonly jobs: number;
  readonly memoryBudgetBytes: number;
  readonly onReplay: (replay: Replay) => void;
}

async function compute(stored: StoredShard, options: ReplayOptions): Promise<string> {
  if (!isCurrentLineage(stored.shard.lineage, stored))
    throw new Error(
      'NUMERICS: it was stored by another numerics version, which this build does not compute.',
    );
  return hashComputedShard(stored.shard, await computeAgain(stored, options));
}

async function replay(stored: StoredShard, options: ReplayOptions): Promise<Replay> {
  const { shard, worker, fingerprint, storedAt, contentHash } = stored;
  const begun = performance.now();
  const outcomeOf = (computedHash: string | undefined, message: string | undefined): Replay => ({
    shard: shard.id,
    label: shardLabel(shard.cellId, shard.first, shard.networks),
    outcome: computedHash === undefined ? 'not-computed' : computedHash === contentHash ? 'same' : 'diverged',
    worker,
    fingerprint,
    storedAt,
    storedHash: contentHash,
    computedHash,
    message,
    seconds: (performance.now() - begun) / 1000,
  });
  try {
    return outcomeOf(await compute(stored, options), undefined);
  } catch (error) {
    // One shard that cannot be computed here says nothing about the others.
    return outcomeOf(undefined, error instanceof Error ? error.message : String(error));
  }
}

/** Computes stored shards again and compares content hashes; in order of completion. */
export async function replayShards(
  store: Store,
  ids: readonly string[],
  options: ReplayOptions,
): Promise<readonly Replay[]> {
  const done: Replay[] = [];
  const queue = ids.values();
  const lane = async (): Promise<void> => {
    for (const id of queue) {
      const outcome = await replay(await loadShard(store, id), options);
      done.push(outcome);
      options.onReplay(outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(options.jobs, ids.length) }, lane));
  return done;
}
