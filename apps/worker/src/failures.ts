import { ApplicationFailure, CancelledFailure } from '@temporalio/common';

/** Same input, same failure: another attempt would only cost time. */
const NON_RETRYABLE_PREFIXES = ['SPEC_', 'NUMERICAL_', 'PROBE_'];
const NON_RETRYABLE = new Set([
  'CELL_UNKNOWN',
  'DETERMINISM_VIOLATION',
  'MEMORY_BUDGET',
  'SHARD_QUARANTINED',
  'STATISTICS_CORRUPT',
  'SWEEP_CANCELLED',
  'SWEEP_UNKNOWN',
]);

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
export function toTemporal(error: unknown): Error {
  if (error instanceof CancelledFailure || error instanceof ApplicationFailure) return error;
  const code = failureCode(error);
  return ApplicationFailure.create({
    message: failureMessage(error),
    type: code,
    nonRetryable: !isRetryable(code),
  });
}

/** An error's message without passwords, cut to a length fit for a history. */
export function failureMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll(/\/\/[^/\s@]*@/g, '//***@').slice(0, MESSAGE_LIMIT);
}

/** Wraps an activity so that everything it throws has been decided upon. */
export function deciding<Input, Output>(
  activity: (input: Input) => Promise<Output>,
): (input: Input) => Promise<Output> {
  return async (input) => {
    try {
      return await activity(input);
    } catch (error) {
      throw toTemporal(error);
    }
  };
}
