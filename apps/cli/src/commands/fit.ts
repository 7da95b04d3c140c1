import { nearestName } from '@widthwise/network';
import type { PlannedCell } from '@widthwise/plan';
import {
  type FitFilter,
  type FitRow,
  fitSweep,
  listQuantities,
  loadFits,
  loadSweepCells,
  type Store,
} from '@widthwise/store';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { UsageError } from '../errors.ts';
import { findSweep } from '../find-sweep.ts';
import { axisColumns } from '../render/axes.ts';
import { note, print, printJson } from '../render/output.ts';
import { type Column, renderTable } from '../render/table.ts';
import { formatCount, formatEstimate, formatNumber } from '../render/units.ts';
import { withStore } from '../session.ts';

interface FitOptions {
  readonly quantity?: string;
  readonly layer?: string;
  readonly json?: boolean;
}

/** The highest power kept: short, so that names of quantities stay whole. */
const FORMS: Readonly<Record<FitRow['form'], string>> = { 'first-order': '1/N', 'second-order': '1/N²' };

/** Level at which χ² is said to reject a form: rare among hundreds of fits where the form holds. */
const REJECTED = 1e-6;

const inputsOf = ({ inputA, inputB }: FitRow): string =>
  [inputA, inputB].filter((input) => input !== null).join(', ') || '–';

/** To the digits of b's error: in a fit of a theory that is constant, b is rounding. */
function slopeOfTheory({ bPrediction, bStandardError }: FitRow): string {
  const [text = '–'] = formatEstimate(bPrediction, bStandardError).split(' ');
  return Number(text) === 0 ? text.replace('-', '') : text;
}

const columns: readonly Column<FitRow>[] = [
  { title: 'quantity', text: (row) => row.quantity },
  { title: 'layer', align: 'right', text: (row) => (row.layer === null ? '–' : formatCount(row.layer)) },
  { title: 'inputs', text: inputsOf },
  { title: 'form', text: (row) => FORMS[row.form] },
  { title: 'a', align: 'right', text: (row) => formatEstimate(row.a, row.aStandardError) },
  { title: 'b', align: 'right', text: (row) => formatEstimate(row.b, row.bStandardError) },
  { title: 'b theory', align: 'right', text: slopeOfTheory },
  { title: 'χ²/dof', align: 'right', text: (row) => formatNumber(row.reducedChiSquare, 3) },
  { title: 'networks', align: 'right', text: (row) => formatCount(row.networks) },
];

/** A table of preferred fits, after the axes that differ between them. */
export const describeFits = (rows: readonly FitRow[], cells: readonly PlannedCell[]): string =>
  renderTable([...axisColumns(rows, cells), ...columns], rows);

async function readFilter(store: Store, sweepId: string, options: FitOptions): Promise<FitFilter> {
  const { quantity, layer } = options;
  if (layer !== undefined && !/^[1-9]\d{0,8}$/.test(layer))
    throw new UsageError(`SPEC_RANGE: --layer must be a positive integer, got ${layer}.`);
  if (quantity !== undefined) {
    const known = await listQuantities(store, sweepId);
    if (!known.includes(quantity)) {
      const near = nearestName(quantity, known);
      const hint = near === undefined ? '' : ` Did you mean "${near}"?`;
      throw new UsageError(
        `SPEC_UNKNOWN_NAME: the sweep has no estimates of quantity "${quantity}".${hint} Stored: ${known.join(', ') || 'none'}.`,
      );
    }
  }
  return {
    ...(quantity === undefined ? {} : { quantity }),
    ...(layer === undefined ? {} : { layer: Number(layer) }),
  };
}

/** What the reader has to know of the preferred fits shown. */
export function describeQuality(rows: readonly FitRow[]): string | undefined {
  const rejected = rows.filter(({ pValue }) => pValue < REJECTED);
  if (rejected.length === 0) return undefined;
  const names = [...new Set(rejected.map(({ quantity }) => quantity))].join(', ');
  return `${formatCount(rejected.length)} of ${formatCount(rows.length)} are rejected by χ² (p < ${REJECTED}): no such polynomial in 1/N describes ${names} at these widths. Leave out small widths; what grows with N is not of this form.`;
}

async function fit(context: Context, name: string, options: FitOptions): Promise<void> {
  await withStore(context, async (store) => {
    const sweepId = await findSweep(store, name);
    const filter = await readFilter(store, sweepId, options);
    const series = await fitSweep(store, sweepId, filter);
    const rows = await loadFits(store, sweepId, filter);
    if (options.json) {
      for (const row of rows) printJson(row);
    } else if (rows.length > 0) {
      const preferred = rows.filter(({ isPreferred }) => isPreferred);
      print(describeFits(preferred, await loadSweepCells(store, sweepId)));
      const quality = describeQuality(preferred);
      if (quality !== undefined) note(quality);
    }
    note(
      series === 0
        ? 'Nothing to fit: that takes estimates with standard errors at three widths or more, of cells alike in all else.'
        : `${formatCount(series)} fits stored, each in both forms: view widthwise.finite_width_fits. Whether deviations depend on layer/width alone: view widthwise.collapse_fits.`,
    );
  });
}

export function addFit(program: Command, context: Context): void {
  program
    .command('fit')
    .description('fit a + b/N (+ c/N²) over the widths of a sweep, store the fits and show those preferred')
    .argument('<sweep>', 'its name, or the beginning of its id')
    .option('--quantity <name>', 'only this quantity, such as excess-kurtosis')
    .option('--layer <number>', 'only this layer')
    .option('--json', 'one JSON object per fit, both forms')
    .action((name: string, options: FitOptions) => fit(context, name, options));
}
