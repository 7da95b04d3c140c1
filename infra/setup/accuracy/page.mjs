import { existsSync, readFileSync } from 'node:fs';

/** @typedef {{ quantity: string, method: string, range: string, error: string, source: string, file: string }} Row */

const FIELDS = 5;
/** Errors of this size are the rounding of a machine's own functions. */
const ROUNDING = 1e-15;

/**
 * What tests said, sorted by place and quantity.
 * @param {string} file - one JSON object a line, as the reporter writes them.
 * @returns {{ rows: Row[], faults: string[] }}
 */
export function readRows(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').filter(Boolean) : [];
  /** @type {Row[]} */
  const rows = [];
  /** @type {string[]} */
  const faults = [];
  for (const line of lines) {
    const said = JSON.parse(line);
    const fields = said.message.split('|').map((/** @type {string} */ field) => field.trim());
    const [quantity, method, range, error, source] = fields;
    if (fields.length === FIELDS && fields.every(Boolean))
      rows.push({ quantity, method, range, error, source, file: said.file });
    else faults.push(`${said.file}: ${said.test}: an accuracy has ${FIELDS} fields, got "${said.message}"`);
  }
  const place = (/** @type {Row} */ row) => `${subject(row)} ${row.file} ${row.quantity} ${row.range}`;
  rows.sort((a, b) => (place(a) < place(b) ? -1 : 1));
  return { rows, faults };
}

/** @param {Row} row */
const subject = ({ file }) => file.split('/').slice(0, 2).join('/');

/**
 * The page that users read.
 * @param {Row[]} rows
 */
export function renderPage(rows) {
  const subjects = [...new Set(rows.map(subject))];
  const sections = subjects.map((name) => {
    const own = rows.filter((row) => subject(row) === name).map(tableLine);
    return `## ${name}\n\n| Quantity | Checked against | Range | Largest error seen | Source | Test |\n| --- | --- | --- | --- | --- | --- |\n${own.join('\n')}`;
  });
  return `# Accuracy\n\nWritten by \`npm run accuracy\` from what the tests measure while they run; \`npm test\` fails where a line is missing or an error has
grown more than tenfold. "SE" is a standard error: such lines compare samples, and their bound and false-alarm rate stand in the test.\n\n${sections.join('\n\n')}\n`;
}

/** @param {Row} row */
function tableLine({ quantity, method, range, error, source, file }) {
  const name = file.split('/').at(-1);
  return `| ${quantity} | ${method} | ${range} | ${error} | ${source} | [${name}](../${file}) |`;
}

/**
 * Where the page and a run differ: lines that only one of them has, and errors more than ten times those of the page.
 * @param {string} page - as committed.
 * @param {Row[]} rows - of this run.
 * @returns {string[]}
 */
export function pageFaults(page, rows) {
  const committed = new Map(tableLines(page).map((cells) => [keyOf(cells), cells[3] ?? '']));
  const measured = new Map(rows.map((row) => tableLine(row)).map((line) => [keyOf(cellsOf(line)), line]));
  const missing = [...measured.keys()].filter((key) => !committed.has(key));
  const stale = [...committed.keys()].filter((key) => !measured.has(key));
  const grown = [...measured].flatMap(([key, line]) => {
    const before = committed.get(key);
    const now = cellsOf(line)[3] ?? '';
    if (before === undefined || magnitude(now) <= 10 * Math.max(magnitude(before), ROUNDING)) return [];
    return [`${key}: the largest error is ${now}, the page says ${before}`];
  });
  const advice = 'run "npm run accuracy"';
  return [
    ...missing.map((key) => `docs/accuracy.md lacks "${key}": ${advice}`),
    ...stale.map((key) => `docs/accuracy.md has "${key}", which no test says: ${advice}`),
    ...grown,
  ];
}

/** @param {string} line */
const cellsOf = (line) =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** @param {string} page */
const tableLines = (page) =>
  page
    .split('\n')
    .filter((line) => line.includes('](../'))
    .map(cellsOf);

/** All of a line but its error. @param {string[]} cells */
const keyOf = (cells) => cells.filter((_, at) => at !== 3).join(' | ');

/** The first number of a text, 0 if it has none: exact agreement never grows. @param {string} text */
function magnitude(text) {
  const [number] = /\d[\d.]*(?:e[+-]?\d+)?/i.exec(text) ?? [];
  return number === undefined ? 0 : Number(number);
}
