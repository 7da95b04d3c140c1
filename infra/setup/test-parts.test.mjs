import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countResults, staticChecks } from './test-parts.mjs';

const file = (/** @type {string[]} */ ...statuses) => ({
  name: 'a.test.ts',
  assertionResults: statuses.map((status, index) => ({ status, fullName: `law ${index + 1}` })),
});

test('passed tests are counted', () => {
  const count = countResults('unit', { testResults: [file('passed', 'passed'), file('passed')] }, 0);
  expect(count).toEqual({ passed: 3, failed: 0, notes: [] });
});

test.each([
  ['a failed test', [file('passed', 'failed')], 1, 'a.test.ts: law 2: failed'],
  ['a skipped test', [file('passed', 'skipped')], 0, 'a.test.ts: law 2: skipped'],
  ['a file that does not load', [file('passed'), file()], 1, 'a.test.ts: no test ran'],
  ['an error outside of tests', [file('passed')], 1, 'unit: vitest ended with exit code 1'],
])('%s is a failure', (_, testResults, exitCode, note) => {
  expect(countResults('unit', { testResults }, exitCode)).toEqual({ passed: 1, failed: 1, notes: [note] });
});

test('a project without tests, or whose run left no results, is a failure', () => {
  expect(countResults('unit', { testResults: [] }, 1).notes).toEqual(['unit: no tests were found']);
  expect(countResults('unit', undefined, 1).failed).toBe(1);
});

test('the static checks are the turbo tasks of check:static', () => {
  const folder = mkdtempSync(join(tmpdir(), 'widthwise-checks-'));
  const path = join(folder, 'package.json');
  writeFileSync(path, JSON.stringify({ scripts: { 'check:static': 'turbo run lint --continue types' } }));
  expect(staticChecks(path)).toEqual(['lint', 'types']);
  writeFileSync(path, '{}');
  expect(staticChecks(path)).toEqual([]);
  rmSync(folder, { recursive: true });
});
