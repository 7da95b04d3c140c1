import { Writable } from 'node:stream';
import type { PlannedCell } from '@widthwise/plan';
import { exportView, loadSweepCells, type Store } from '@widthwise/store';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { findSweep } from '../find-sweep.ts';
import { axisColumns } from '../render/axes.ts';
import { note, print } from '../render/output.ts';
import { type Column, renderTable } from '../render/table.ts';
import { formatCount, formatEstimate, formatNumber, plural } from '../render/units.ts';
import { withStore } from '../session.ts';

/** A row of view theory_failures, as far as it is shown. */
export interface TheoryFailure {
  readonly cell: string;
  readonly activation: string;
  readonly width: number;
  readonly depth: number;
  readonly sigma_w: number;
  readonly sigma_b: number;
  readonly quantity: string;
  readonly layer: number;
  readonly value: number;
  readonly standard_error: number;
  readonly infinite_width: number;
  readonly infinite_width_residual: number;
  readonly theory: string | null;
  readonly residual: number | null;
  readonly is_repaired: boolean | null;
  readonly layers: number;
  readonly failed_layers: number;
}

const score = (residual: number | null): string =>
  residual === null ? '–' : `${residual > 0 ? '+' : '−'}${formatNumber(Math.abs(residual), 2)}`;

const sharperText = ({ theory, residual, is_repaired }: TheoryFailure): string =>
  theory === null
    ? '–'
    : `${theory === 'first-order' ? '1/N' : theory} ${is_repaired ? 'holds' : 'fails'} (${score(residual)})`;

const columns: readonly Column<TheoryFailure>[] = [
  { title: 'quantity', text: (row) => row.quantity },
  { title: 'layer', align: 'right', text: (row) => formatCount(row.layer) },
  { title: 'value', align: 'right', text: (row) => formatEstimate(row.value, row.standard_error) },
  { title: 'N = ∞', align: 'right', text: (row) => formatNumber(row.infinite_width, 5) },
  { title: 'off, SE', align: 'right', text: (row) => score(row.infinite_width_residual) },
  {
    title: 'layers',
    align: 'right',
    text: (row) => `${formatCount(row.failed_layers)}/${formatCount(row.layers)}`,
  },
  { title: 'sharper theory', text: sharperText },
];

/** Of every cell and quantity the inputs with which theory fails first. */
export function firstOf(rows: readonly TheoryFailure[]): readonly TheoryFailure[] {
  const first = new Map<string, TheoryFailure>();
  for (const row of rows) {
    const key = `${row.cell} ${row.quantity}`;
    const known = first.get(key);
    if (known === undefined || row.layer < known.layer) first.set(key, row);
  }
  return [...first.values()];
}

export function describeDeviations(rows: readonly TheoryFailure[], cells: readonly PlannedCell[]): string {
  const shown = firstOf(rows).map((row) => ({ ...row, sigmaW: row.sigma_w, sigmaB: row.sigma_b }));
  return renderTable([...axisColumns(shown, cells), ...columns], shown);
}

const total = (rows: readonly TheoryFailure[], of: (row: TheoryFailure) => number): number =>
  rows.reduce((sum, row) => sum + of(row), 0);

/** All rows in a few words, with what chance would do. */
export function summarizeDeviations(rows: readonly TheoryFailure[]): string {
  const sharper = rows.filter(({ theory }) => theory !== null);
  const repaired = sharper.filter((row) => row.is_repaired).length;
  const off = total(rows, (row) => row.failed_layers);
  const repairs =
    sharper.length === 0
      ? 'No sharper theory is stored for them.'
      : `At the first of them a sharper theory, of this width, is stored for ${formatCount(sharper.length)} and holds for ${formatCount(repaired)}.`;
  return `Infinite width is off by more than three standard errors in ${plural(rows.length, 'profile')} (cell, quantity, inputs), at ${formatCount(off)} of their ${formatCount(total(rows, (row) => row.layers))} layers; by chance alone one layer in 370 is. ${repairs}\nAll of them: view widthwise.theory_failures.`;
}

/** Rows in the order of cells in the plan. */
async function loadRows(
  store: Store,
  sweepId: string,
  cells: readonly PlannedCell[],
): Promise<readonly TheoryFailure[]> {
  const chunks: Buffer[] = [];
  const output = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  await exportView(store, { view: 'theory_failures', sweepId, format: 'json', output });
  const lines = Buffer.concat(chunks).toString().split('\n');
  const rows = lines.filter((line) => line !== '').map((line): TheoryFailure => JSON.parse(line));
  const order = new Map(cells.map(({ cell }, i) => [cell.id, i]));
  return rows.sort((a, b) => (order.get(a.cell) ?? 0) - (order.get(b.cell) ?? 0));
}

async function deviations(
  context: Context,
  name: string,
  options: { readonly json?: boolean },
): Promise<void> {
  await withStore(context, async (store) => {
    const sweepId = await findSweep(store, name);
    if (options.json)
      return exportView(store, { view: 'theory_failures', sweepId, format: 'json', output: process.stdout });
    const cells = await loadSweepCells(store, sweepId);
    const rows = await loadRows(store, sweepId, cells);
    if (rows.length === 0)
      return note('Nothing stored is off the theory of infinite width by more than three standard errors.');
    print(describeDeviations(rows, cells));
    note(summarizeDeviations(rows));
  });
}

export function addDeviations(program: Command, context: Context): void {
  program
    .command('deviations')
    .description(
      'the first layer at which infinite-width theory fails, and whether theory at this width repairs it',
    )
    .argument('<sweep>', 'its name, or the beginning of its id')
    .option('--json', 'one JSON object per cell, quantity and inputs: view theory_failures')
    .action((name: string, options: { readonly json?: boolean }) => deviations(context, name, options));
}
