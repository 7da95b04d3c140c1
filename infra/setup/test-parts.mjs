import { readFileSync } from 'node:fs';

/** @typedef {{ passed: number, failed: number, notes: string[] }} Count */

/** In the order in which they run: the quick and telling ones first. */
export const PROJECTS = [
  'unit',
  'slow',
  'tensorflow',
  'architecture',
  'acceptance',
  'replay',
  'e2e',
  'browser',
];

/**
 * The tasks of the root script `check:static`, each of which counts as one check.
 * @param {string} packageFile
 * @returns {string[]}
 */
export function staticChecks(packageFile) {
  const script = JSON.parse(readFileSync(packageFile, 'utf8')).scripts?.['check:static'] ?? '';
  const words = /^turbo run (.+)$/.exec(script)?.[1]?.split(/\s+/) ?? [];
  return words.filter((/** @type {string} */ word) => !word.startsWith('-'));
}

/**
 * Counts one project's results. Whatever keeps a test from running is a failure: a file that does not load, a
 * skipped test, a project without tests, an error outside of tests.
 * @param {string} project
 * @param {{ testResults: { name: string, message?: string, assertionResults: { status: string, fullName: string }[] }[] } | undefined} report
 *   vitest's JSON; undefined if it wrote none.
 * @param {number} exitCode
 * @returns {Count}
 */
export function countResults(project, report, exitCode) {
  /** @type {string[]} */
  const notes = [];
  let passed = 0;
  for (const file of report?.testResults ?? []) {
    if (file.assertionResults.length === 0) notes.push(`${file.name}: no test ran`);
    for (const test of file.assertionResults) {
      if (test.status === 'passed') passed += 1;
      else notes.push(`${file.name}: ${test.fullName}: ${test.status}`);
    }
  }
  if (passed === 0 && notes.length === 0) notes.push(`${project}: no tests were found`);
  if (exitCode !== 0 && notes.length === 0) notes.push(`${project}: vitest ended with exit code ${exitCode}`);
  return { passed, failed: notes.length, notes };
}
