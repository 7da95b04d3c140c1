import type { SweepInput, SweepOutcome } from './contract.ts';
import {
  endMessage,
  giveUp,
  isMergeDue,
  isStalled,
  outcomeOf,
  pendingLimit,
  type Tally,
} from './decisions.ts';

/** A failure of a shard that will not be tried again. */
export interface ShardFailure {
  readonly code: string;
  readonly message: string;
  readonly isRetryable: boolean;
}

/** Where one run of the workflow stands: everything that its decisions read. */
export interface SweepState {
  readonly input: SweepInput;
  /** Undefined until the store has answered. */
  readonly page:
    | { readonly labels: readonly string[]; readonly missing: number; readonly stored: number }
    | undefined;
  /** Shards of the page that were started. */
  readonly started: number;
  readonly running: number;
  readonly done: number;
  readonly failed: readonly string[];
  readonly failures: readonly ShardFailure[];
  readonly firstFailure: string | undefined;
  /** Shards left missing because their surroundings were away. */
  readonly away: number;
  readonly mergedAt: number;
  readonly isMerging: boolean;
  readonly isPaused: boolean;
  /** A shard was told that the sweep is cancelled. */
  readonly isCancelled: boolean;
  readonly ending: Ending | undefined;
}

/** How a run of the workflow ends. */
export type Ending =
  | { readonly kind: 'continue'; readonly input: SweepInput }
  | { readonly kind: 'complete'; readonly outcome: SweepOutcome; readonly message: string | undefined }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'fail'; readonly code: string; readonly message: string };

/** What happens to a sweep. `index` counts the shards of the page. */
export type SweepEvent =
  | {
      readonly kind: 'planned';
      readonly labels: readonly string[];
      readonly missing: number;
      readonly stored: number;
    }
  | { readonly kind: 'stored' | 'away' | 'cancelled'; readonly index: number }
  | { readonly kind: 'failed'; readonly index: number; readonly failure: ShardFailure }
  /** The store knows of the failure, and the shard is over. */
  | { readonly kind: 'recorded' }
  | { readonly kind: 'merged' }
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' };

export type SweepCommand =
  | { readonly kind: 'start'; readonly index: number }
  | { readonly kind: 'record'; readonly index: number; readonly failure: ShardFailure }
  | { readonly kind: 'merge' };

/** What the workflow knows besides its own state. */
export interface Surroundings {
  /** Workflow time, ms. */
  readonly now: number;
  /** The history has grown long. */
  readonly isHistoryLong: boolean;
}

export interface Step {
  readonly state: SweepState;
  /** To be carried out in order. */
  readonly commands: readonly SweepCommand[];
}

export function initialState(input: SweepInput, now: number): SweepState {
  return {
    input,
    page: undefined,
    started: 0,
    running: 0,
    done: input.done,
    failed: input.failed,
    failures: [],
    firstFailure: input.firstFailure,
    away: 0,
    mergedAt: input.mergedAt ?? now,
    isMerging: false,
    isPaused: input.isPaused ?? false,
    isCancelled: false,
    ending: undefined,
  };
}

/**
 * A sweep's whole behaviour: one event in, the next state and what is to be done out. No clock, no promise, no Temporal: the workflow and
 * the simulation drive the same function.
 */
export function step(state: SweepState, event: SweepEvent, surroundings: Surroundings): Step {
  const [after, commands] = take(state, event, surroundings.now);
  return settle(after, commands, surroundings);
}

const tallyOf = (state: SweepState): Tally => ({
  done: state.done,
  stored: state.page?.stored ?? 0,
  failed: state.failed.length,
  failures: state.failures,
});

function take(state: SweepState, event: SweepEvent, now: number): [SweepState, SweepCommand[]] {
  switch (event.kind) {
    case 'planned':
      return [{ ...state, page: event }, []];
    case 'stored': {
      const stored = { ...state, running: state.running - 1, done: state.done + 1 };
      if (!isMergeDue(now, state.mergedAt, state.isMerging)) return [stored, []];
      return [{ ...stored, mergedAt: now, isMerging: true }, [{ kind: 'merge' }]];
    }
    case 'away':
      return [{ ...state, running: state.running - 1, away: state.away + 1 }, []];
    case 'cancelled':
      return [{ ...state, running: state.running - 1, isCancelled: true }, []];
    case 'failed':
      return [
        {
          ...state,
          failed: [...state.failed, state.page?.labels[event.index] ?? ''],
          failures: [...state.failures, event.failure],
          firstFailure: state.firstFailure ?? event.failure.message,
        },
        [{ kind: 'record', index: event.index, failure: event.failure }],
      ];
    case 'recorded':
      return [{ ...state, running: state.running - 1 }, []];
    case 'merged':
      return [{ ...state, isMerging: false }, []];
    case 'pause':
      return [{ ...state, isPaused: true }, []];
    case 'resume':
      return [{ ...state, isPaused: false }, []];
  }
}

/** Starts what may start, and ends the run when nothing is left to wait for. */
function settle(state: SweepState, commands: SweepCommand[], surroundings: Surroundings): Step {
  const { page } = state;
  if (page === undefined || state.ending !== undefined) return { state, commands };
  if (isStalled(page.missing, state.input.missingAtMost)) {
    const message = `SWEEP_STALLED: ${page.missing} shards are missing after at most ${state.input.missingAtMost} were left.`;
    return { state: { ...state, ending: { kind: 'fail', code: 'SWEEP_STALLED', message } }, commands };
  }
  if (page.labels.length === 0) return { state: { ...state, ending: completion(state) }, commands };
  let { started, running } = state;
  const isOver = state.isCancelled || giveUp(tallyOf(state)) !== undefined || surroundings.isHistoryLong;
  const limit = state.isPaused || isOver ? 0 : pendingLimit(tallyOf(state));
  for (; running < limit && started < page.labels.length; started += 1, running += 1)
    commands.push({ kind: 'start', index: started });
  const next = { ...state, started, running };
  const isWaiting =
    running > 0 || state.isMerging || (state.isPaused && !isOver && started < page.labels.length);
  return { state: isWaiting ? next : { ...next, ending: endOfPage(next, page.missing) }, commands };
}

function completion(state: SweepState): Ending {
  const tally = tallyOf(state);
  return { kind: 'complete', outcome: outcomeOf(tally), message: endMessage(tally, state.firstFailure) };
}

function endOfPage(state: SweepState, missing: number): Ending {
  if (state.isCancelled) return { kind: 'cancelled' };
  const reason = giveUp(tallyOf(state));
  if (reason !== undefined) return { kind: 'fail', code: 'SWEEP_FAILED', message: reason };
  return {
    kind: 'continue',
    input: {
      sweepId: state.input.sweepId,
      done: state.done,
      failed: state.failed,
      mergedAt: state.mergedAt,
      ...(state.isPaused ? { isPaused: true } : {}),
      ...(state.firstFailure === undefined ? {} : { firstFailure: state.firstFailure }),
      ...(state.away > 0 ? {} : { missingAtMost: missing - state.started }),
    },
  };
}
