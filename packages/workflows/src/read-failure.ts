import { ActivityFailure, ApplicationFailure, isCancellation, TimeoutFailure } from '@temporalio/workflow';

/** What the workflow does about an activity's last failure. */
export type LastFailure =
  | { readonly kind: 'cancelled' }
  /** Says nothing about a shard: it stays missing, and the next page asks for it again. */
  | { readonly kind: 'away'; readonly code: string }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly message: string;
      readonly isRetryable: boolean;
    };

/** Codes of failures of the surroundings, which outlasted their retries. */
const AWAY = new Set(['SERVICE_UNAVAILABLE', 'TRANSACTION_LOST']);

/** Reads what an activity that will not be tried again has left behind. */
export function readFailure(error: unknown): LastFailure {
  if (isCancellation(error)) return { kind: 'cancelled' };
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (cause instanceof TimeoutFailure) return timedOut(cause);
  if (!(cause instanceof ApplicationFailure)) {
    return { kind: 'failed', code: 'UNKNOWN', message: messageOf(cause), isRetryable: true };
  }
  const code = cause.type ?? 'UNKNOWN';
  if (code === 'SWEEP_CANCELLED') return { kind: 'cancelled' };
  if (AWAY.has(code)) return { kind: 'away', code };
  return { kind: 'failed', code, message: messageOf(cause), isRetryable: !cause.nonRetryable };
}

function timedOut(cause: TimeoutFailure): LastFailure {
  switch (cause.timeoutType) {
    case 'HEARTBEAT':
      return {
        kind: 'failed',
        code: 'LOST_WORKER',
        message: 'LOST_WORKER: the worker stopped answering on every attempt.',
        isRetryable: true,
      };
    case 'START_TO_CLOSE':
      return {
        kind: 'failed',
        code: 'SHARD_TIMEOUT',
        message: 'SHARD_TIMEOUT: took more than three times its estimate and a minute on every attempt.',
        isRetryable: true,
      };
    default:
      return { kind: 'away', code: 'NOT_STARTED' };
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
