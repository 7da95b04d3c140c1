import { Context } from '@temporalio/activity';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { Log } from './log.ts';

/** Same input, same failure: another attempt would only cost time. */
const NON_RETRYABLE_PREFIXES = ['SPEC_', 'NUMERICAL_', 'PROBE_'];
const NON_RETRYABLE = new Set([
  'CELL_UNKNOWN',
  'DETERMINISM_VIOLATION',
  'SCHEMA_OUTDATED',
  'SHARD_INCOMPLETE',
  'SHARD_QUARANTINED',
  'STATISTICS_CORRUPT',
  'SWEEP_CANCELLED',
  'SWEEP_UNKNOWN',
]);

/** The surroundings are away, which says nothing about the work: it is tried for as long as the sweep may last. */
const AWAY = new Set(['SERVICE_UNAVAILABLE', 'TRANSACTION_LOST']);

/** Attempts after which a failure that is not of the surroundings counts as lasting. */
const ATTEMPTS = 10;

/** Messages enter histories, which anyone with the UI can read, so they are short. */
const MESSAGE_LIMIT = 2_000;

export const isRetryable = (code: string): boolean =>
  !NON_RETRYABLE.has(code) && !NON_RETRYABLE_PREFIXES.some((prefix) => code.startsWith(prefix));

/** The code under which a failure is stored and told. */
export function failureCode(error: unknown): string {
  // Science throws it for arguments outside a function's domain, which no second attempt will change.
  if (error instanceof RangeError || (error instanceof Error && error.name === 'RangeError'))
    return 'NUMERICAL_DOMAIN';
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return 'UNEXPECTED';
}

/** The one place that decides what Temporal retries: what an activity throws, as Temporal is to see it. */
export function toTemporal(error: unknown, attempt: number): Error {
  if (error instanceof CancelledFailure || error instanceof ApplicationFailure) return error;
  const code = failureCode(error);
  const isLasting = !isRetryable(code) || (attempt >= ATTEMPTS && !AWAY.has(code));
  return ApplicationFailure.create({
    message: failureMessage(error),
    type: code,
    nonRetryable: isLasting,
  });
}

/** An error's message without passwords, cut to a length fit for a history. */
export function failureMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/\/\/[^/\s@]*@/g, '//***@').slice(0, MESSAGE_LIMIT);
}

/** Wraps an activity so that everything it throws has been decided upon, and is told. */
export function deciding<Input, Output>(
  activity: (input: Input) => Promise<Output>,
  log: Log,
): (input: Input) => Promise<Output> {
  return async (input) => {
    try {
      return await activity(input);
    } catch (error) {
      const { attempt, activityType } = Context.current().info;
      const decided = toTemporal(error, attempt);
      if (decided instanceof ApplicationFailure) {
        const { type, nonRetryable, message } = decided;
        log('attempt-failed', {
          activity: activityType,
          attempt,
          code: type ?? '',
          isLasting: nonRetryable === true,
          message,
        });
      }
      throw decided;
    }
  };
}
