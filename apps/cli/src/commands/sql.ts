import { readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { nearestName } from '@widthwise/network';
import { resolveDatabase } from '@widthwise/services';
import { exportView, isViewName, runSql, type SqlResult, views } from '@widthwise/store';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { UsageError } from '../errors.ts';
import { findSweep } from '../find-sweep.ts';
import { note, print, printJson } from '../render/output.ts';
import { plainText } from '../render/style.ts';
import { renderTable } from '../render/table.ts';
import { formatCount } from '../render/units.ts';
import { withStore } from '../session.ts';

type Value = SqlResult['rows'][number][number];

const csvField = (value: Value): string => {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

const cellText = (value: Value): string => (value === null ? '–' : plainText(String(value)));

/** A row for programs; what is JSON in the database is JSON here, not text. */
export const rowObject = (
  { columns, jsonColumns }: Pick<SqlResult, 'columns' | 'jsonColumns'>,
  row: readonly Value[],
): Record<string, unknown> =>
  Object.fromEntries(
    columns.map((column, c) => {
      const value = row[c] ?? null;
      return [column, typeof value === 'string' && jsonColumns.includes(c) ? JSON.parse(value) : value];
    }),
  );

function printResult(result: SqlResult, format: 'table' | 'csv' | 'json'): void {
  const { columns, rows } = result;
  if (format === 'json') {
    for (const row of rows) printJson(rowObject(result, row));
  } else if (format === 'csv') {
    print([columns, ...rows].map((row) => row.map(csvField).join(',')).join('\n'));
  } else {
    const isNumber = columns.map((_, c) => rows.some((row) => typeof row[c] === 'number'));
    print(
      renderTable(
        columns.map((title, c) => ({
          title,
          align: isNumber[c] ? ('right' as const) : ('left' as const),
          text: (row: readonly Value[]) => cellText(row[c] ?? null),
        })),
        rows,
      ),
    );
  }
}

interface SqlOptions {
  readonly csv?: boolean;
  readonly json?: boolean;
}

async function sql(context: Context, written: string | undefined, options: SqlOptions): Promise<void> {
  if (options.csv && options.json) throw new UsageError('USAGE: --csv and --json exclude each other.');
  if (written === undefined && process.stdin.isTTY) {
    const list = Object.values(views).map(({ name, comment }) => ({ name, comment }));
    print(
      renderTable(
        [
          { title: 'view', text: (view) => `widthwise.${view.name}` },
          { title: 'what it holds', text: (view) => view.comment },
        ],
        list,
      ),
    );
    note(
      '\nAsk with one SELECT: widthwise sql "select layer, value, standard_error, prediction from widthwise.correlation_map where quantity = \'correlation\' limit 5"',
    );
    return;
  }
  const text = written ?? readFileSync(0, 'utf8');
  if (text.trim() === '')
    throw new UsageError('USAGE: there is no query. Give one SELECT, as an argument or on standard input.');
  const database = await resolveDatabase(context.env, context.home);
  const result = await runSql(database.sqlbox.reveal(), text);
  printResult(result, options.csv ? 'csv' : options.json ? 'json' : 'table');
  if (result.truncated)
    note(`Only the first ${formatCount(result.rows.length)} rows. Filter, or use: widthwise export`);
}

interface ExportOptions {
  readonly sweep: string;
  readonly view: string;
  readonly output?: string;
  readonly json?: boolean;
}

async function exportSweep(context: Context, options: ExportOptions): Promise<void> {
  const { sweep, view, output } = options;
  if (!isViewName(view)) {
    const names = Object.keys(views);
    const near = nearestName(view, names);
    throw new UsageError(
      `SPEC_UNKNOWN_NAME: view "${view}" is not known.${near === undefined ? '' : ` Did you mean "${near}"?`} Known: ${names.join(', ')}.`,
    );
  }
  await withStore(context, async (store) => {
    const sweepId = await findSweep(store, sweep);
    const write = (stream: Writable) =>
      exportView(store, { view, sweepId, format: options.json ? 'json' : 'csv', output: stream });
    await (output === undefined ? write(process.stdout) : writeWhole(output, write));
  });
}

/** A file is there whole or not at all: what breaks off leaves an earlier one as it was. */
async function writeWhole(path: string, write: (stream: Writable) => Promise<void>): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  const file = await open(partial, 'w').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`OUTPUT_FILE: ${path} cannot be written (${error.code}).`, { cause: error });
  });
  try {
    await write(file.createWriteStream({ flush: true }));
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

export function addSqlCommands(program: Command, context: Context): void {
  program
    .command('sql')
    .description('ask the views with one SELECT; without one, list the views')
    .argument('[query]', 'SELECT …; from standard input if left out')
    .option('--csv', 'comma-separated values')
    .option('--json', 'one JSON object per row')
    .action((query: string | undefined, options: SqlOptions) => sql(context, query, options));
  program
    .command('export')
    .description('a view of one sweep, whole, as CSV or JSON')
    .requiredOption('--sweep <sweep>', 'its name, or the beginning of its id')
    .requiredOption('--view <name>', `one of ${Object.keys(views).join(', ')}`)
    .option('--output <file>', 'instead of standard output')
    .option('--json', 'one JSON object per row')
    .action((options: ExportOptions) => exportSweep(context, options));
}
