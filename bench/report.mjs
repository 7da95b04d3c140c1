import { median } from './rounds.mjs';

const grouped = (value) => Math.round(value).toLocaleString('en-US');
const digits = (value) => (value >= 1000 ? grouped(value) : Number(value.toPrecision(3)).toString());

/** Median and range. */
function spread(values) {
  if (values.length === 0) return '';
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return low === high ? digits(low) : `${digits(median(values))} (${digits(low)}–${digits(high)})`;
}

const cell = (...parts) => parts.filter((part) => part !== undefined && part !== '').join(' ');
const figure = ({ label, values }, unit) =>
  cell(
    label === undefined ? '' : values.length > 0 ? `${label}:` : label,
    spread(values),
    values.length > 0 ? unit : '',
  );
const goalText = ({ goal }) => (goal.atLeast === undefined ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`);

/** How far a missed goal is: the share that was reached, or how many times too much. */
function verdict({ goal }, { ratio }) {
  const found = median(ratio);
  if (goal.atLeast !== undefined)
    return found >= goal.atLeast ? 'met' : `missed: ${digits(found / goal.atLeast)} of it`;
  return found <= goal.atMost ? 'met' : `missed: ${digits(found / goal.atMost)} times it`;
}

function tableRow(row, result) {
  const peers = [result.peer, ...result.others].map((each) => figure(each, row.unit)).join('; ');
  const same = result.check.agrees ? 'yes' : '**no**';
  return `| ${[row.name, row.work, peers, figure(result.ours, row.unit), spread(result.ratio), goalText(row), verdict(row, result), same].join(' | ')} |`;
}

const HEAD = `| row | work | peer | widthwise | ratio | goal | | same quantity |
| --- | --- | --- | --- | --- | --- | --- | --- |`;

function details(row, { check, versions, date, load, rounds, ratioLabel }) {
  const tools = Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
  const meaning = ratioLabel === undefined ? '' : ` The ratio is the ${ratioLabel}.`;
  const note = row.note === undefined ? '' : ` ${row.note}`;
  return `- **${row.name}** (${date} UTC, ${rounds} rounds, load average before ${load.toFixed(1)}; ${tools}). ${check.text}.${meaning}${note}`;
}

/** The page of all rows measured so far; those never measured are named. */
export function renderReport(rows, results) {
  const measured = rows.filter(({ name }) => results[name] !== undefined);
  const missing = rows.filter(({ name }) => results[name] === undefined).map(({ name }) => name);
  const machines = [...new Set(measured.map(({ name }) => results[name].machine))];
  return `# Speed beside the tools one would otherwise use

Written by \`npm run bench\`; \`npm run bench -- ROW…\` measures rows again, one by one. Both sides do the same work in turns in one
run: medians of the rounds (lowest–highest). The ratio is taken round by round and tells how many times as fast widthwise is, or
for a goal "≤" how many times as long it takes; the peer that it is taken against comes first. Where the work says nothing else both
sides are two processes of one thread each, each on a core of its own. Every row also checks that both sides computed the same
quantity. Times on a machine that does other work are worth little: the load average before each row is below.

${machines.join('; ')}.

${HEAD}
${measured.map((row) => tableRow(row, results[row.name])).join('\n')}

Not measured yet: ${missing.join(', ') || 'none'}.

## What was compared

${measured.map((row) => details(row, results[row.name])).join('\n')}
`;
}
