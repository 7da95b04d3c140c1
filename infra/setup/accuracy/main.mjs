// Runs the tests that say how accurate things are and writes docs/accuracy.md: `npm run accuracy`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../folders.mjs';
import { readRows, renderPage } from './page.mjs';

const folder = mkdtempSync(join(tmpdir(), 'widthwise-accuracy-'));
const file = join(folder, 'rows.jsonl');
const projects = ['unit', 'slow', 'tensorflow', 'acceptance'].flatMap((name) => ['--project', name]);
const reporters = ['--reporter=dot', `--reporter=${join(ROOT, 'infra/setup/accuracy/reporter.mjs')}`];
const { status } = spawnSync(join(ROOT, 'node_modules/.bin/vitest'), ['run', ...projects, ...reporters], {
  cwd: ROOT,
  stdio: 'inherit',
  env: { ...process.env, WIDTHWISE_ACCURACY_FILE: file },
});
const { rows, faults } = readRows(file);
rmSync(folder, { recursive: true });
for (const fault of faults) console.error(fault);
if (status !== 0 || faults.length > 0) {
  console.error('docs/accuracy.md was not written: tests failed.');
  process.exitCode = 1;
} else {
  writeFileSync(join(ROOT, 'docs/accuracy.md'), renderPage(rows));
  console.log(`docs/accuracy.md: ${rows.length} lines.`);
}
