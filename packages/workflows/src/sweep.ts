import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  condition,
  continueAsNew,
  proxyActivities,
  TemporalFailure,
  workflowInfo,
} from '@temporalio/workflow';
import { shardActivityOptions, storeActivityOptions } from './activity-options.ts';
import type {
  ComputeActivities,
  ShardAssignment,
  SweepActivities,
  SweepInput,
  SweepResult,
} from './contract.ts';
import { shardLabel } from './contract.ts';
import {
  endMessage,
  giveUp,
  isMergeDue,
  isStalled,
  outcomeOf,
  PAGE_SHARDS,
  pendingLimit,
} from './decisions.ts';
import { assignments } from './page.ts';
import { readFailure } from './read-failure.ts';

const { planPage, mergeCells, recordFailure, finishSweep } =
  proxyActivities<SweepActivities>(storeActivityOptions);

/**
 * Runs a sweep: one page of missing shards through a window, then continues as new, until the store misses nothing.
 * Resuming, and sharing work between sweeps, are the same loop: only the store knows what is missing.
 */
export async function sweep(input: SweepInput): Promise<SweepResult> {
  const state: PageState = {
    done: input.done,
    stored: 0,
    failedLabels: [...input.failed],
    failures: [],
    firstFailure: input.firstFailure,
    away: 0,
    running: 0,
    mergedAt: input.mergedAt ?? Date.now(),
    merging: undefined,
    fatal: undefined,
  };
  try {
    return await runPage(input, state);
  } catch (error) {
    // Anything else is a fault of this code, or continue as new, and not for the store to know.
    if (!(error instanceof TemporalFailure)) throw error;
    await CancellationScope.nonCancellable(() => end(input.sweepId, error, state));
    throw error;
  }
}

interface PageState {
  done: number;
  stored: number;
  failedLabels: string[];
  failures: { code: string; message: string; isRetryable: boolean }[];
  firstFailure: string | undefined;
  /** Shards left missing because their surroundings were away. */
  away: number;
  running: number;
  mergedAt: number;
  merging: Promise<void> | undefined;
  /** What ends the whole sweep, found while shards were running. */
  fatal: Error | undefined;
}

const tallyOf = (state: PageState) => ({ ...state, failed: state.failedLabels.length });

async function runPage(input: SweepInput, state: PageState): Promise<SweepResult> {
  const { sweepId } = input;
  const page = await planPage({ sweepId, limit: PAGE_SHARDS, failed: input.failed });
  state.stored = page.stored;
  if (isStalled(page.missing, input.missingAtMost)) {
    throw ApplicationFailure.nonRetryable(
      `SWEEP_STALLED: ${page.missing} shards are missing after at most ${input.missingAtMost} were left.`,
      'SWEEP_STALLED',
    );
  }
  if (page.shards.length === 0) return await complete(sweepId, state);

  let started = 0;
  for (const shard of assignments(sweepId, page)) {
    await condition(() => state.running < pendingLimit(tallyOf(state)) || mustStop(state));
    if (mustStop(state) || workflowInfo().continueAsNewSuggested) break;
    started += 1;
    state.running += 1;
    void runOne(shard, state).finally(() => {
      state.running -= 1;
    });
  }
  await condition(() => state.running === 0);
  await state.merging;
  if (state.fatal !== undefined) throw state.fatal;
  const reason = giveUp(tallyOf(state));
  if (reason !== undefined) throw ApplicationFailure.nonRetryable(reason, 'SWEEP_FAILED');

  return await continueAsNew<typeof sweep>({
    sweepId,
    done: state.done,
    failed: state.failedLabels,
    mergedAt: state.mergedAt,
    ...(state.firstFailure === undefined ? {} : { firstFailure: state.firstFailure }),
    ...(state.away > 0 ? {} : { missingAtMost: page.missing - started }),
  });
}

const mustStop = (state: PageState): boolean =>
  state.fatal !== undefined || giveUp(tallyOf(state)) !== undefined;

async function runOne(shard: ShardAssignment, state: PageState): Promise<void> {
  const { runShard } = proxyActivities<ComputeActivities>(shardActivityOptions(shard));
  try {
    await runShard(shard);
    state.done += 1;
    mergeWhenDue(shard.sweepId, state);
  } catch (error) {
    const failure = readFailure(error);
    if (failure.kind === 'cancelled') state.fatal ??= new CancelledFailure('the sweep was cancelled');
    else if (failure.kind === 'away') state.away += 1;
    else await fail(shard, failure, state);
  }
}

async function fail(
  shard: ShardAssignment,
  failure: { code: string; message: string; isRetryable: boolean },
  state: PageState,
): Promise<void> {
  const { sweepId, cellId, lineage, first, networks } = shard;
  const { code, message } = failure;
  state.failedLabels.push(shardLabel(cellId, first, networks));
  state.failures.push(failure);
  state.firstFailure ??= message;
  try {
    await recordFailure({ sweepId, cellId, lineage, first, networks, code, message });
  } catch (error) {
    state.fatal ??= error instanceof Error ? error : new Error(String(error));
  }
}

/** Sharpens the picture while the sweep runs. A failure here is met again, and told, by the merge at the end. */
function mergeWhenDue(sweepId: string, state: PageState): void {
  if (!isMergeDue(Date.now(), state.mergedAt, state.merging !== undefined)) return;
  state.mergedAt = Date.now();
  const merged = () => {
    state.merging = undefined;
  };
  state.merging = mergeCells({ sweepId }).then(merged, merged);
}

async function complete(sweepId: string, state: PageState): Promise<SweepResult> {
  await mergeCells({ sweepId });
  const tally = tallyOf(state);
  const outcome = outcomeOf(tally);
  const message = endMessage(tally, state.firstFailure);
  await finishSweep({ sweepId, outcome, ...(message === undefined ? {} : { message }) });
  return { outcome, done: tally.done, failed: tally.failed };
}

/** Marks the sweep first, so that late saves are refused, then waits for what still runs. */
async function end(sweepId: string, error: TemporalFailure, state: PageState): Promise<void> {
  const failure = readFailure(error);
  if (failure.kind === 'cancelled') await finishSweep({ sweepId, outcome: 'cancelled' });
  else {
    const message = failure.kind === 'failed' ? failure.message : `${failure.code}: gave up after 24 hours.`;
    await finishSweep({ sweepId, outcome: 'failed', message });
  }
  await condition(() => state.running === 0);
}
