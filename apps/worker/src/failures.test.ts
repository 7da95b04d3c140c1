import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { deciding, failureMessage, toTemporal } from './failures.ts';

const coded = (code: string): Error => Object.assign(new Error(`${code}: why`), { code });
const decided = (error: unknown): ApplicationFailure => {
  const failure = toTemporal(error);
  if (!(failure instanceof ApplicationFailure)) throw new Error('not an application failure');
  return failure;
};

describe('what is retried', () => {
  it.each([
    'SPEC_RANGE',
    'NUMERICAL_NONFINITE',
    'PROBE_VERSION',
    'DETERMINISM_VIOLATION',
    'SWEEP_CANCELLED',
    'SHARD_QUARANTINED',
  ])('%s is not', (code) => {
    expect(decided(coded(code))).toMatchObject({ type: code, nonRetryable: true });
  });

  it.each(['SERVICE_UNAVAILABLE', 'TRANSACTION_LOST', 'BACKEND_UNAVAILABLE', 'LOST_CHILD', 'ECONNRESET'])(
    '%s is',
    (code) => {
      expect(decided(coded(code))).toMatchObject({ type: code, nonRetryable: false });
    },
  );

  it('an argument outside its domain is not; an error of unknown kind is', () => {
    expect(decided(new RangeError('sigmaW'))).toMatchObject({ type: 'NUMERICAL_DOMAIN', nonRetryable: true });
    expect(decided(new Error('odd'))).toMatchObject({ type: 'UNEXPECTED', nonRetryable: false });
  });

  it('a cancellation stays one', () => {
    const cancelled = new CancelledFailure('cancelled');
    expect(toTemporal(cancelled)).toBe(cancelled);
  });

  it('an activity that throws throws a decided failure', async () => {
    await expect(deciding(() => Promise.reject(coded('PROBE_VERSION')))(1)).rejects.toMatchObject({
      type: 'PROBE_VERSION',
    });
  });
});

describe('a failure message', () => {
  it('holds no password and is short', () => {
    const message = failureMessage(
      new Error(`cannot reach postgres://worker:hunter2@host/db ${'x'.repeat(9_999)}`),
    );
    expect(message).not.toContain('hunter2');
    expect(message).toContain('//***@host/db');
    expect(message.length).toBeLessThanOrEqual(2_000);
  });
});
