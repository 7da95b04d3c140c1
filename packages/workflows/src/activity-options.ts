import type { ActivityOptions } from '@temporalio/workflow';
import { ActivityCancellationType } from '@temporalio/workflow';
import type { ShardAssignment } from './contract.ts';
import { computeQueue, SWEEP_QUEUE } from './contract.ts';

const HOUR_MS = 3_600_000;

/** Every activity heartbeats; a lost worker or a cancellation shows within this time. */
const shared: ActivityOptions = {
  heartbeatTimeout: 12_000,
  scheduleToCloseTimeout: 24 * HOUR_MS,
  // A sweep is cancelled when its children are dead, not when they have been asked to die.
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
};
const backoff = { initialInterval: 1_000, backoffCoefficient: 2, maximumInterval: 30_000 };

/**
 * What only asks the store is tried as long as the sweep may last: a store that is away an hour ends no sweep. The worker ends
 * other failures after ten attempts.
 */
export const storeActivityOptions: ActivityOptions = {
  ...shared,
  taskQueue: SWEEP_QUEUE,
  startToCloseTimeout: HOUR_MS,
  retry: backoff,
};

export function shardActivityOptions(shard: ShardAssignment): ActivityOptions {
  return {
    ...shared,
    taskQueue: computeQueue(shard.deviceClass),
    startToCloseTimeout: Math.ceil(3_000 * shard.seconds) + 60_000,
    retry: { ...backoff, maximumAttempts: 10 },
  };
}
