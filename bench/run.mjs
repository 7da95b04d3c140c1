// Measures widthwise beside other tools on the same work and writes RESULTS.md: `npm run bench -- [ROW…] [options]`.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { renderReport } from './report.mjs';
import { load, loadResults, saveResult } from './results.mjs';
import { rows } from './rows/index.mjs';

const USAGE = `usage: npm run bench -- [ROW…] [--list] [--render] [--rounds=5] [--seconds=S]
  ROW        rows to measure, as --list names them, or beginnings of their names; all where none is given
  --list     name the rows
  --render   write RESULTS.md from what is measured already
  --rounds   turns of each side
  --seconds  length of a turn; the default is each row's own
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    list: { type: 'boolean' },
    render: { type: 'boolean' },
    help: { type: 'boolean' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string' },
  },
});

const write = (results) => {
  const report = renderReport(rows, results);
  writeFileSync(new URL('./RESULTS.md', import.meta.url), report);
  return report;
};

function chosenRows() {
  const unknown = positionals.filter((start) => !rows.some(({ name }) => name.startsWith(start)));
  if (unknown.length > 0) throw new Error(`BENCH_ROW: no row is called ${unknown.join(', ')}; see --list`);
  return rows.filter(
    ({ name }) => positionals.length === 0 || positionals.some((start) => name.startsWith(start)),
  );
}

/** Rows one after the other; what is measured is kept at once, and one that fails does not keep the others. */
async function measure() {
  const rounds = Number(values.rounds);
  const settings = { rounds, ...(values.seconds === undefined ? {} : { seconds: Number(values.seconds) }) };
  for (const row of chosenRows()) {
    const begun = performance.now();
    const loadBefore = load();
    process.stderr.write(`${row.name} … `);
    try {
      const measurement = await row.run(settings);
      write(saveResult(row.name, { ...measurement, rounds, load: loadBefore }));
      process.stderr.write(`${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
    } catch (error) {
      process.exitCode = 1;
      process.stderr.write(`failed: ${error.message}\n`);
    }
  }
}

// Leaving by process.exit lets a row stop what it started.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
])
  process.once(signal, () => process.exit(code));

if (values.help) process.stdout.write(USAGE);
else if (values.list) for (const { name, work } of rows) process.stdout.write(`${name.padEnd(20)} ${work}\n`);
else {
  if (!values.render) await measure();
  process.stdout.write(write(loadResults()));
}
