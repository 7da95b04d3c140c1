import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './folders.mjs';
import { createReport } from './report.mjs';
import { setUp } from './set-up.mjs';

// The demo's sampler is `gram`: it does not wait for TensorFlow.
const isReady = await setUp({
  root: ROOT,
  env: process.env,
  report: createReport('text'),
  tensorflow: false,
  chromium: false,
});
if (isReady) {
  const program = join(ROOT, 'apps', 'cli', 'bin', 'widthwise.mjs');
  const child = spawn(process.execPath, [program, 'demo', ...process.argv.slice(2)], { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both; the demo decides what it means.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  child.on('close', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  process.exitCode = 1;
}
