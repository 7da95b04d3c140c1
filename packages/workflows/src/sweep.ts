import {
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  condition,
  continueAsNew,
  defineSignal,
  proxyActivities,
  setHandler,
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
import { PAUSE_SIGNAL, RESUME_SIGNAL, shardLabel } from './contract.ts';
import { PAGE_SHARDS } from './decisions.ts';
import { type Ending, initialState, type ShardFailure, type SweepEvent, step } from './machine.ts';
import { assignments } from './page.ts';
import { readFailure } from './read-failure.ts';

const { planPage, mergeCells, recordFailure, finishSweep } =
  proxyActivities<SweepActivities>(storeActivityOptions);

/**
 * Runs a sweep: one page of missing shards through a window, then continues as new, until the store misses nothing.
 * Resuming, and sharing work between sweeps, are the same loop: only the store knows what is missing. What happens when is
 * decided by `machine.ts`; here its commands become activities.
 */
export async function sweep(input: SweepInput): Promise<SweepResult> {
  const run = new SweepRun(input);
  setHandler(defineSignal(PAUSE_SIGNAL), () => run.dispatch({ kind: 'pause' }));
  setHandler(defineSignal(RESUME_SIGNAL), () => run.dispatch({ kind: 'resume' }));
  try {
    return await conclude(input, run);
  } catch (error) {
    // Anything else is a fault of this code, or continue as new, and not for the store to know.
    if (!(error instanceof TemporalFailure)) throw error;
    await CancellationScope.nonCancellable(() => end(input.sweepId, error, run));
    throw error;
  }
}

class SweepRun {
  #state;
  #shards: readonly ShardAssignment[] = [];
  /** What ends the whole sweep, found while shards were running. */
  #fatal: Error | undefined;

  constructor(input: SweepInput) {
    this.#state = initialState(input, Date.now());
  }

  get done(): number {
    return this.#state.done;
  }

  get failed(): number {
    return this.#state.failed.length;
  }

  get isIdle(): boolean {
    return this.#state.running === 0;
  }

  async page(): Promise<Ending> {
    const { sweepId, failed } = this.#state.input;
    const page = await planPage({ sweepId, limit: PAGE_SHARDS, failed });
    this.#shards = assignments(sweepId, page);
    const labels = this.#shards.map(({ cellId, first, networks }) => shardLabel(cellId, first, networks));
    this.dispatch({ kind: 'planned', labels, missing: page.missing, stored: page.stored });
    await condition(() => this.#state.ending !== undefined || (this.#fatal !== undefined && this.isIdle));
    if (this.#fatal !== undefined) throw this.#fatal;
    return this.#state.ending as Ending;
  }

  dispatch(event: SweepEvent): void {
    const isHistoryLong = workflowInfo().continueAsNewSuggested || this.#fatal !== undefined;
    const { state, commands } = step(this.#state, event, { now: Date.now(), isHistoryLong });
    this.#state = state;
    for (const command of commands) {
      if (command.kind === 'start') void this.#runShard(command.index);
      else if (command.kind === 'record') void this.#record(command.index, command.failure);
      else this.#merge();
    }
  }

  async #runShard(index: number): Promise<void> {
    const shard = this.#shards[index] as ShardAssignment;
    const { runShard } = proxyActivities<ComputeActivities>(shardActivityOptions(shard));
    try {
      await runShard(shard);
      this.dispatch({ kind: 'stored', index });
    } catch (error) {
      const failure = readFailure(error);
      if (failure.kind === 'failed') this.dispatch({ kind: 'failed', index, failure });
      else this.dispatch({ kind: failure.kind, index });
    }
  }

  async #record(index: number, { code, message }: ShardFailure): Promise<void> {
    const { sweepId, cellId, lineage, first, networks } = this.#shards[index] as ShardAssignment;
    try {
      await recordFailure({ sweepId, cellId, lineage, first, networks, code, message });
    } catch (error) {
      this.#fatal ??= error instanceof Error ? error : new Error(String(error));
    }
    this.dispatch({ kind: 'recorded' });
  }

  /** Sharpens the picture while the sweep runs. A failure here is met again, and told, by the merge at the end. */
  #merge(): void {
    const merged = () => this.dispatch({ kind: 'merged' });
    void mergeCells({ sweepId: this.#state.input.sweepId }).then(merged, merged);
  }
}

async function conclude({ sweepId }: SweepInput, run: SweepRun): Promise<SweepResult> {
  const ending = await run.page();
  if (ending.kind === 'continue') return await continueAsNew<typeof sweep>(ending.input);
  if (ending.kind === 'cancelled') throw new CancelledFailure('the sweep was cancelled');
  if (ending.kind === 'fail') throw ApplicationFailure.nonRetryable(ending.message, ending.code);
  const { outcome, message } = ending;
  await mergeCells({ sweepId });
  await finishSweep({ sweepId, outcome, ...(message === undefined ? {} : { message }) });
  return { outcome, done: run.done, failed: run.failed };
}

/** Marks the sweep first, so that late saves are refused, then waits for what still runs. */
async function end(sweepId: string, error: TemporalFailure, run: SweepRun): Promise<void> {
  const failure = readFailure(error);
  if (failure.kind === 'cancelled') await finishSweep({ sweepId, outcome: 'cancelled' });
  else {
    const message = failure.kind === 'failed' ? failure.message : `${failure.code}: gave up after 24 hours.`;
    await finishSweep({ sweepId, outcome: 'failed', message });
  }
  await condition(() => run.isIdle);
}
