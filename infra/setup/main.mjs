import { parseArgs } from 'node:util';
import { ROOT } from './folders.mjs';
import { createReport } from './report.mjs';
import { setUp } from './set-up.mjs';

const USAGE = `npm run setup -- [options]
  --no-tensorflow  leave out the TensorFlow binding (only the dense sampler needs it)
  --chromium       also find or install the browser that tests use
  --quiet          print failures only
  --json           print one JSON object per step
`;

const { values } = parseArgs({
  options: {
    tensorflow: { type: 'boolean', default: true },
    chromium: { type: 'boolean', default: false },
    quiet: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
  allowNegative: true,
});
if (values.help) {
  process.stdout.write(USAGE);
} else {
  const begun = performance.now();
  const report = createReport(values.json ? 'json' : values.quiet ? 'quiet' : 'text');
  const { tensorflow, chromium } = values;
  const isReady = await setUp({ root: ROOT, env: process.env, report, tensorflow, chromium });
  const failed = report.results.filter((result) => !result.ok).map((result) => result.name);
  if (!values.json && !values.quiet) {
    const outcome =
      failed.length === 0 ? 'ready' : `${isReady ? 'ready, without' : 'failed'}: ${failed.join(', ')}`;
    process.stdout.write(`Set-up ${outcome} (${((performance.now() - begun) / 1000).toFixed(1)} s)\n`);
  }
  process.exitCode = isReady ? 0 : 1;
}
