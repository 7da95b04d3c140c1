import type { SweepProgress } from '@widthwise/store';
import { expect, test } from 'vitest';
import { describeEnd, exitCodeOf } from './follow.ts';

const progress: SweepProgress = {
  sweepId: 'a'.repeat(64),
  name: 'first',
  state: 'completed',
  message: null,
  cells: 2,
  cellsDone: 2,
  shardsStored: 2,
  shardsPlanned: 2,
  networksStored: 2_000,
  networksWanted: 2_000,
  costShare: 1,
  createdAt: new Date(0),
  startedAt: new Date(1_000),
  finishedAt: new Date(5_000),
  lastStoredAt: new Date(4_000),
  networksPerSecond: 500,
  failures: 0,
  nonFiniteNetworks: 0,
};

test.each([
  [{}, 0],
  [{ nonFiniteNetworks: 1 }, 3],
  [{ state: 'partial' }, 3],
  [{ state: 'cancelled' }, 3],
  [{ state: 'failed' }, 1],
] as const)('a sweep that ended as %o exits with %i', (difference, code) => {
  expect(exitCodeOf({ ...progress, ...difference })).toBe(code);
});

test('the time told is that of the sweep, whoever watched it for how long', () => {
  expect(describeEnd(progress)).toContain(
    'first completed: 2,000 of 2,000 networks in 4.0 s, 500 networks/s',
  );
});

test('what failed or overflowed is told', () => {
  const told = describeEnd({
    ...progress,
    state: 'partial',
    message: '1 shard failed',
    failures: 1,
    nonFiniteNetworks: 3,
  });
  expect(told).toContain(
    ', 1 shard failed, 3 networks left the floating-point range (view failure_log)\n  1 shard failed',
  );
});
