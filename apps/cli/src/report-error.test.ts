import { stripVTControlCharacters } from 'node:util';
import { planSweep } from '@widthwise/plan';
import { ServiceAwayError } from '@widthwise/services';
import { StoreError } from '@widthwise/store';
import { CommanderError } from 'commander';
import { expect, test, vi } from 'vitest';
import { Exit, UsageError } from './errors.ts';
import { reportError } from './report-error.ts';

/** What is written to both streams while an error is reported, and the exit code. */
function reported(error: unknown, isJson: boolean): { code: number; out: string; err: string } {
  const written = { out: '', err: '' };
  const catchInto = (stream: 'out' | 'err') => (text: string | Uint8Array) => {
    written[stream] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(catchInto('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(catchInto('err')),
  ];
  try {
    return { code: reportError(error, { isJson }), ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

function specError(): unknown {
  try {
    return planSweep({ networks: 0 }, { force: false, memoryLimitBytes: 1e9, unavailable: {} });
  } catch (error) {
    return error;
  }
}

test('a spec with faults lists them all and is a fault of usage', () => {
  const { code, out, err } = reported(specError(), false);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toMatch(/nothing was written/);
  for (const place of ['name must', 'network must', 'networks must']) expect(err).toContain(place);
});

test('programs get the faults as JSON', () => {
  const { out } = reported(specError(), true);
  expect(JSON.parse(out)).toMatchObject({
    error: 'SPEC_INVALID',
    faults: expect.arrayContaining([expect.objectContaining({ path: 'networks' })]),
  });
});

test('services that are away get a line each, every one with mark and code', () => {
  const remedy = 'Start it with: widthwise up';
  const error = new ServiceAwayError([
    { service: 'Postgres', where: 'here', remedy },
    { service: 'Temporal', where: 'there', remedy },
  ]);
  expect(stripVTControlCharacters(reported(error, false).err).trimEnd().split('\n')).toEqual([
    `✗ SERVICE_AWAY: Postgres is away (looked at here). ${remedy}`,
    `✗ SERVICE_AWAY: Temporal is away (looked at there). ${remedy}`,
  ]);
});

test.each([
  [new Exit(130), 130],
  [new UsageError('SPEC_FILE: x'), 2],
  [new CommanderError(1, 'commander.unknownOption', 'x'), 2],
  [new CommanderError(0, 'commander.helpDisplayed', 'x'), 0],
  [new StoreError('SWEEP_UNKNOWN', 'x'), 2],
  [new StoreError('SERVICE_UNAVAILABLE', 'x'), 1],
  [new Error('x'), 1],
])('%s exits with %i', (error, code) => {
  expect(reported(error, false).code).toBe(code);
});
