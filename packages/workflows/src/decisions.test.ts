import { describe, expect, it } from 'vitest';
import type { Tally } from './decisions.ts';
import {
  CANARY_FAILURES,
  CANARY_SHARDS,
  endMessage,
  FAILED_SHARDS_LIMIT,
  giveUp,
  isMergeDue,
  isStalled,
  MERGE_INTERVAL_MS,
  outcomeOf,
  pendingLimit,
  WINDOW_SHARDS,
} from './decisions.ts';

const fresh: Tally = { done: 0, stored: 0, failed: 0, failures: [] };
const failure = (code: string, isRetryable = false) => ({ code, message: `${code}: why`, isRetryable });
const failing = (...failures: Tally['failures']): Tally => ({ ...fresh, failed: failures.length, failures });

describe('the canary', () => {
  it('holds the window small until a shard has ended well', () => {
    expect(pendingLimit(fresh)).toBe(CANARY_SHARDS);
    expect(pendingLimit({ ...fresh, done: 1 })).toBe(WINDOW_SHARDS);
  });

  it('is not needed where shards of the sweep are stored already', () => {
    expect(pendingLimit({ ...fresh, stored: 1 })).toBe(WINDOW_SHARDS);
  });

  it('gives up when the first failures are alike and not retryable, and says why', () => {
    const alike = Array.from({ length: CANARY_FAILURES }, () => failure('PROBE_VERSION'));
    expect(giveUp(failing(...alike.slice(1)))).toBeUndefined();
    expect(giveUp(failing(...alike))).toContain('PROBE_VERSION: why');
  });

  it('opens the window when the first failures differ', () => {
    const tally = failing(failure('PROBE_VERSION'), failure('NUMERICAL_RANGE'), failure('PROBE_VERSION'));
    expect(giveUp(tally)).toBeUndefined();
    expect(pendingLimit(tally)).toBe(WINDOW_SHARDS);
  });

  it('does not speak about failures that a retry might have repaired', () => {
    const tally = failing(...Array.from({ length: CANARY_FAILURES }, () => failure('LOST_CHILD', true)));
    expect(giveUp(tally)).toBeUndefined();
    expect(pendingLimit(tally)).toBe(WINDOW_SHARDS);
  });

  it('never stops a sweep of which something has ended well', () => {
    const alike = Array.from({ length: CANARY_FAILURES }, () => failure('PROBE_VERSION'));
    expect(giveUp({ ...failing(...alike), done: 1 })).toBeUndefined();
    expect(giveUp({ ...failing(...alike), stored: 1 })).toBeUndefined();
  });
});

describe('the end of a sweep', () => {
  it('is given up when too many shards have failed, whatever succeeded', () => {
    const tally = { ...failing(failure('A'), failure('B')), done: 10_000 };
    expect(giveUp({ ...tally, failed: FAILED_SHARDS_LIMIT - 1 })).toBeUndefined();
    expect(giveUp({ ...tally, failed: FAILED_SHARDS_LIMIT })).toContain('A: why');
  });

  it('is completed without failures, partial with some, failed with nothing else', () => {
    expect(outcomeOf(fresh)).toBe('completed');
    expect(outcomeOf({ ...fresh, done: 3 })).toBe('completed');
    expect(outcomeOf({ ...fresh, done: 3, failed: 1 })).toBe('partial');
    expect(outcomeOf({ ...fresh, stored: 3, failed: 1 })).toBe('partial');
    expect(outcomeOf({ ...fresh, failed: 1 })).toBe('failed');
  });

  it('says how many shards failed, and why the first', () => {
    expect(endMessage(fresh, undefined)).toBeUndefined();
    expect(endMessage({ ...fresh, failed: 1 }, 'A: why')).toBe('1 shard failed; the first: A: why');
    expect(endMessage({ ...fresh, failed: 2 }, undefined)).toBe('2 shards failed');
  });

  it('is a stall when more is missing than was left', () => {
    expect(isStalled(7, undefined)).toBe(false);
    expect(isStalled(7, 7)).toBe(false);
    expect(isStalled(8, 7)).toBe(true);
  });
});

describe('merging while running', () => {
  it('waits for its interval and for the merge before', () => {
    expect(isMergeDue(MERGE_INTERVAL_MS - 1, 0, false)).toBe(false);
    expect(isMergeDue(MERGE_INTERVAL_MS, 0, false)).toBe(true);
    expect(isMergeDue(MERGE_INTERVAL_MS, 0, true)).toBe(false);
  });
});
