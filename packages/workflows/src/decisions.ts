import type { SweepOutcome } from './contract.ts';

/** Shards asked of the store at a time: about 3,000 events of history. */
export const PAGE_SHARDS = 500;
/** Shards pending at a time. */
export const WINDOW_SHARDS = 100;
/** Shards pending until the first one has ended well: a fault of the whole sweep should cost little. */
export const CANARY_SHARDS = 2;
/** So many first failures, all alike, end the sweep. */
export const CANARY_FAILURES = 3;
/** A sweep with so many failed shards is not going to be repaired by running the rest; also bounds the history. */
export const FAILED_SHARDS_LIMIT = 500;
export const MERGE_INTERVAL_MS = 10_000;

/** Where a sweep stands, as far as decisions need it. */
export interface Tally {
  /** Shards that ended well, in this run of the workflow and those before it. */
  readonly done: number;
  /** Shards that were stored when the page was planned. */
  readonly stored: number;
  /** Shards that will not be tried again. */
  readonly failed: number;
  /** Codes of the failures of this run, in order, and whether more attempts could have helped. */
  readonly failures: readonly {
    readonly code: string;
    readonly message: string;
    readonly isRetryable: boolean;
  }[];
}

const isProven = (tally: Tally): boolean => tally.done > 0 || tally.stored > 0;

const areAlike = (failures: Tally['failures']): boolean =>
  failures.every((failure) => !failure.isRetryable && failure.code === failures[0]?.code);

/** How many shards may be pending. */
export function pendingLimit(tally: Tally): number {
  return isProven(tally) || !areAlike(tally.failures) ? WINDOW_SHARDS : CANARY_SHARDS;
}

/** Why the rest of the sweep should not be tried, if so. */
export function giveUp(tally: Tally): string | undefined {
  const first = tally.failures[0];
  if (first === undefined) return undefined;
  if (!isProven(tally) && tally.failures.length >= CANARY_FAILURES && areAlike(tally.failures)) {
    return `the first ${tally.failures.length} shards all failed alike: ${first.message}`;
  }
  if (tally.failed >= FAILED_SHARDS_LIMIT)
    return `${tally.failed} shards failed; the first: ${first.message}`;
  return undefined;
}

/** How a sweep with nothing left to try ends. */
export function outcomeOf(tally: Tally): SweepOutcome {
  if (tally.failed === 0) return 'completed';
  return isProven(tally) ? 'partial' : 'failed';
}

/** What is told of a sweep that did not complete. */
export function endMessage(tally: Tally, firstFailure: string | undefined): string | undefined {
  if (tally.failed === 0) return undefined;
  const shards = tally.failed === 1 ? '1 shard' : `${tally.failed} shards`;
  return `${shards} failed${firstFailure === undefined ? '' : `; the first: ${firstFailure}`}`;
}

/**
 * A page whose shards all ended well must have shrunk the missing set. If it did not, the store and the plan disagree,
 * and asking again would loop for ever.
 */
export function isStalled(missing: number, missingAtMost: number | undefined): boolean {
  return missingAtMost !== undefined && missing > missingAtMost;
}

export function isMergeDue(now: number, mergedAt: number, isMerging: boolean): boolean {
  return !isMerging && now - mergedAt >= MERGE_INTERVAL_MS;
}
