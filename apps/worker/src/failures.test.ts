import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { describe, expect, it } from 'vitest';
import { deciding, failureMessage, toTemporal } from './failures.ts';

const coded = (code: string): Error => Object.assign(new Error(`${code}: why`), { code });
const decided = (error: unknown, attempt = 1): ApplicationFailure => {
  const failure = toTemporal(error, attempt);
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
    expect(toTemporal(cancelled, 1)).toBe(cancelled);
  });

  it('ends after ten attempts, unless the surroundings are away', () => {
    expect(decided(coded('LOST_CHILD'), 9).nonRetryable).toBe(false);
    expect(decided(coded('LOST_CHILD'), 10).nonRetryable).toBe(true);
    expect(decided(coded('SERVICE_UNAVAILABLE'), 1_000).nonRetryable).toBe(false);
  });

  it('is decided for whatever an activity throws, and told in the log', async () => {
    const lines: object[] = [];
    const activity = deciding(
      () => Promise.reject(coded('PROBE_VERSION')),
      (event, fields) => lines.push({ event, ...fields }),
    );
    await expect(new MockActivityEnvironment({ attempt: 2 }).run(activity, 1)).rejects.toMatchObject({
      type: 'PROBE_VERSION',
    });
    expect(lines).toMatchObject([
      { event: 'attempt-failed', code: 'PROBE_VERSION', attempt: 2, isLasting: true },
    ]);
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
