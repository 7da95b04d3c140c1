import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fixture = fileURLToPath(new URL('../fixtures/imports', import.meta.url));

/** Names of the rules that a tree breaks. */
function brokenRules(cwd: string, folders: readonly string[]): readonly string[] {
  const args = [
    `${root}/node_modules/dependency-cruiser/bin/dependency-cruise.mjs`,
    '--config',
    `${root}/.dependency-cruiser.cjs`,
  ];
  const run = spawnSync(process.execPath, [...args, '--output-type', 'json', ...folders], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const report = JSON.parse(run.stdout) as { summary: { violations: { rule: { name: string } }[] } };
  return report.summary.violations.map((violation) => violation.rule.name);
}

test('the import table holds', () => {
  expect(brokenRules(root, ['packages', 'apps'])).toEqual([]);
});

test('a planted upward import, a file read in science and a second door to TensorFlow are found', () => {
  expect([...brokenRules(fixture, ['packages'])].sort()).toEqual([
    'imports-of-stats',
    'one-door-to-tensorflow',
    'science-does-no-io',
  ]);
});
