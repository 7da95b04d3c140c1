import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pageFaults, readRows } from './accuracy/page.mjs';
import { turboEnvironment } from './build.mjs';
import { ROOT } from './folders.mjs';
import { createReport } from './report.mjs';
import { setUp } from './set-up.mjs';
import { countResults, PROJECTS, staticChecks } from './test-parts.mjs';

const BIN = join(ROOT, 'node_modules', '.bin');
const parts = process.argv.slice(2);
const unknown = parts.filter((part) => part !== 'static' && !PROJECTS.includes(part));
if (unknown.length > 0) {
  console.error(`No such part: ${unknown.join(', ')}. There are: static, ${PROJECTS.join(', ')}.`);
  process.exit(2);
}
const isWanted = (/** @type {string} */ part) => parts.length === 0 || parts.includes(part);

heading('set-up');
const report = createReport('text');
/** @type {NodeJS.ProcessEnv} */
const env = { TF_CPP_MIN_LOG_LEVEL: '3', ...process.env };
await setUp({ root: ROOT, env, report, tensorflow: isWanted('tensorflow'), chromium: isWanted('browser') });
const failures = report.results
  .filter((result) => !result.ok)
  .map((result) => `set-up: ${result.name}: ${result.state}`);
const chromium = report.results.find((result) => result.name === 'Chromium' && result.ok);
if (chromium !== undefined) env.CHROMIUM_PATH = chromium.state;
let passed = 0;

if (isWanted('static')) {
  const checks = staticChecks(join(ROOT, 'package.json'));
  if (checks.length === 0) failures.push('static: package.json has no script check:static of turbo tasks');
  for (const check of checks) {
    const { code } = await timed(check, () =>
      inherit(join(BIN, 'turbo'), ['run', check, '--output-logs=errors-only', '--ui=stream']),
    );
    if (code === 0) passed += 1;
    else failures.push(`static: ${check}`);
  }
}

const results = mkdtempSync(join(tmpdir(), 'widthwise-test-'));
const accuracies = join(results, 'accuracies.jsonl');
env.WIDTHWISE_ACCURACY_FILE = accuracies;
for (const project of PROJECTS.filter(isWanted)) {
  const file = join(results, `${project}.json`);
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--reporter=${join(ROOT, 'infra/setup/accuracy/reporter.mjs')}`,
    `--outputFile.json=${file}`,
  ];
  const { code } = await timed(project, () => inherit(join(BIN, 'vitest'), args));
  const count = countResults(
    project,
    existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined,
    code,
  );
  passed += count.passed;
  failures.push(...count.notes.map((note) => note.replace(`${ROOT}/`, '')));
}
if (parts.length === 0) {
  const { rows, faults } = readRows(accuracies);
  const page = readFileSync(join(ROOT, 'docs/accuracy.md'), 'utf8');
  const found = [...faults, ...pageFaults(page, rows)];
  if (found.length === 0) passed += 1;
  failures.push(...found);
}
rmSync(results, { recursive: true });

if (failures.length > 0) {
  heading('failed');
  for (const failure of failures) console.log(`  ${failure}`);
}
process.exitCode = failures.length === 0 ? 0 : 1;
console.log(`\n${passed} passed, ${failures.length} failed`);

/** @param {string} title */
function heading(title) {
  console.log(`\n=== ${title} ${'='.repeat(Math.max(0, 74 - title.length))}`);
}

/**
 * @param {string} title
 * @param {() => Promise<number>} action
 */
async function timed(title, action) {
  heading(title);
  const begun = performance.now();
  const code = await action();
  console.log(`--- ${title}: ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  return { code };
}

/**
 * @param {string} file
 * @param {string[]} args
 * @returns {Promise<number>} the exit code.
 */
function inherit(file, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: ROOT,
      env: turboEnvironment(env),
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
