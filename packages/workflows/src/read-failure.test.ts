import { ActivityFailure, ApplicationFailure, CancelledFailure, TimeoutFailure } from '@temporalio/workflow';
import { describe, expect, it } from 'vitest';
import { readFailure } from './read-failure.ts';

const activityFailure = (cause: Error): ActivityFailure =>
  new ActivityFailure('Activity task failed', 'runShard', '1', 'NON_RETRYABLE_FAILURE', 'worker', cause);
const timeout = (type: 'HEARTBEAT' | 'START_TO_CLOSE' | 'SCHEDULE_TO_CLOSE'): ActivityFailure =>
  activityFailure(new TimeoutFailure('activity timed out', undefined, type));

describe('the last failure of an activity', () => {
  it('keeps the code and message of what the worker threw, and whether retrying could have helped', () => {
    const fatal = ApplicationFailure.nonRetryable('PROBE_VERSION: why', 'PROBE_VERSION');
    expect(readFailure(activityFailure(fatal))).toEqual({
      kind: 'failed',
      code: 'PROBE_VERSION',
      message: 'PROBE_VERSION: why',
      isRetryable: false,
    });
    const lost = ApplicationFailure.retryable('LOST_CHILD: why', 'LOST_CHILD');
    expect(readFailure(activityFailure(lost))).toMatchObject({ kind: 'failed', isRetryable: true });
  });

  it('leaves a shard missing when the store was away or no worker came', () => {
    const away = ApplicationFailure.retryable('no connection', 'SERVICE_UNAVAILABLE');
    expect(readFailure(activityFailure(away))).toEqual({ kind: 'away', code: 'SERVICE_UNAVAILABLE' });
    expect(readFailure(timeout('SCHEDULE_TO_CLOSE'))).toEqual({ kind: 'away', code: 'NOT_STARTED' });
  });

  it('fails a shard whose attempts all timed out', () => {
    expect(readFailure(timeout('HEARTBEAT'))).toMatchObject({ kind: 'failed', code: 'LOST_WORKER' });
    expect(readFailure(timeout('START_TO_CLOSE'))).toMatchObject({ kind: 'failed', code: 'SHARD_TIMEOUT' });
  });

  it('reads a cancellation, and a store that refuses because of one, as a cancellation', () => {
    expect(readFailure(new CancelledFailure('cancelled'))).toEqual({ kind: 'cancelled' });
    expect(readFailure(activityFailure(new CancelledFailure('cancelled')))).toEqual({ kind: 'cancelled' });
    const refused = ApplicationFailure.nonRetryable('the sweep is cancelled', 'SWEEP_CANCELLED');
    expect(readFailure(activityFailure(refused))).toEqual({ kind: 'cancelled' });
  });
});
