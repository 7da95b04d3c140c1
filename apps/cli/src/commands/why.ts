import { existsSync } from 'node:fs';
import {
  type CellKey,
  type KeyDifference,
  keyDifferences,
  missingBlocks,
  numericsVersionOf,
  type PlannedCell,
  type SweepPlan,
} from '@widthwise/plan';
import { findCell, loadCell, type NearCell, nearestCells, type Store, storedBlocks } from '@widthwise/store';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { UsageError } from '../errors.ts';
import { planFile } from '../plan-file.ts';
import { print, printJson } from '../render/output.ts';
import { color } from '../render/style.ts';
import { renderTable } from '../render/table.ts';
import { formatCount, plural } from '../render/units.ts';
import { withStore } from '../session.ts';

interface Options {
  readonly cell?: string;
  readonly json?: boolean;
}

interface Wanted {
  readonly planned: PlannedCell;
  readonly probes: SweepPlan['probes'];
  readonly storedNetworks: number;
}

interface Answer {
  readonly wanted: Wanted;
  readonly nearest: NearCell | undefined;
  readonly differences: readonly KeyDifference[];
}

/** Candidates whose keys are compared field by field. */
const CANDIDATES = 20;

/** Cells per question to the store. */
const BATCH = 200;

async function withStored(
  store: Store,
  cells: readonly PlannedCell[],
  probes: SweepPlan['probes'],
): Promise<readonly Wanted[]> {
  const keys = cells.map(({ cell, lineage }) => ({ cellId: cell.id, lineage }));
  const blocks = await storedBlocks(store, keys);
  return cells.map((planned) => {
    const own = blocks.filter(({ cellId }) => cellId === planned.cell.id);
    const missing = missingBlocks(planned, own).reduce((sum, { networks }) => sum + networks, 0);
    return { planned, probes, storedNetworks: planned.networks - missing };
  });
}

/** The only one of a list made for one cell. */
function only(wanted: readonly Wanted[]): Wanted {
  const [first] = wanted;
  if (first === undefined) throw new UsageError('CELL_UNKNOWN: the spec has no cells.');
  return first;
}

/** A cell of a spec: by its number in plan order, from 1, else the first that is not wholly stored. */
async function cellOfSpec(store: Store, file: string, number: string | undefined): Promise<Wanted> {
  const { plan } = planFile(file, { force: false });
  if (number !== undefined) {
    const planned = plan.cells[Number(number) - 1];
    if (planned === undefined)
      throw new UsageError(
        `CELL_UNKNOWN: --cell must be an integer from 1 to ${plan.cells.length}, got "${number}".`,
      );
    return only(await withStored(store, [planned], plan.probes));
  }
  for (let start = 0; start < plan.cells.length; start += BATCH) {
    const batch = await withStored(store, plan.cells.slice(start, start + BATCH), plan.probes);
    const missing = batch.find(({ planned, storedNetworks }) => storedNetworks < planned.networks);
    if (missing !== undefined) return missing;
  }
  return only(await withStored(store, plan.cells.slice(0, 1), plan.probes));
}

/** A cell by the beginning of its id, as the newest sweep wants it that has it. */
async function cellOfStore(store: Store, prefix: string): Promise<Wanted> {
  const { cell, sweeps } = await findCell(store, prefix);
  const newest = sweeps.at(-1);
  if (newest === undefined) throw new UsageError(`CELL_UNKNOWN: no sweep wants cell ${cell.id}.`);
  const { probes, ...planned } = await loadCell(store, { sweepId: newest.sweepId, cellId: cell.id });
  return only(await withStored(store, [planned], probes));
}

const keyOf = (
  cell: PlannedCell['cell'],
  lineage: string,
  content: Pick<CellKey, 'probes' | 'fingerprint'>,
): CellKey => ({
  cell,
  probes: content.probes,
  fingerprint: content.fingerprint,
  numericsVersion: numericsVersionOf(lineage, content),
});

async function explain(store: Store, wanted: Wanted): Promise<Answer> {
  const { planned, probes } = wanted;
  const key = keyOf(planned.cell, planned.lineage, { probes, fingerprint: planned.fingerprint });
  const candidates = await nearestCells(store, planned, { limit: CANDIDATES });
  const compared = candidates.map((near) => ({
    near,
    differences: keyDifferences(key, keyOf(near.cell, near.lineage, near)),
  }));
  // The store orders by distance; among candidates, whose lineages it cannot compare, the fewest fields decide.
  compared.sort((a, b) => a.differences.length - b.differences.length);
  return { wanted, nearest: compared[0]?.near, differences: compared[0]?.differences ?? [] };
}

const valueText = (value: unknown): string =>
  value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value);

function describe({ wanted, nearest, differences }: Answer): string {
  const { planned, storedNetworks } = wanted;
  const missing = planned.networks - storedNetworks;
  const state =
    missing === 0
      ? `${color.green('✓')} all of its ${plural(planned.networks, 'network')} are stored.`
      : `${formatCount(storedNetworks)} of ${plural(planned.networks, 'network')} stored, ${formatCount(missing)} missing.`;
  const lines = [`${color.bold('cell')} ${planned.cell.id}`, state];
  if (missing === 0) return lines.join('\n');
  if (storedNetworks > 0) lines.push('What is missing was not computed yet: run, or extend, the sweep.');
  if (nearest === undefined) lines.push('No other cell is stored.');
  else
    lines.push(
      `nearest stored: cell ${nearest.cell.id.slice(0, 16)}, ${plural(nearest.networks, 'network')}, which differs in`,
      renderTable(
        [
          { title: 'field', text: ({ field }) => field },
          { title: 'this cell', text: (row) => valueText(row.wanted) },
          { title: 'nearest', text: (row) => valueText(row.stored) },
        ],
        differences,
      ),
    );
  return lines.join('\n');
}

export function addWhy(program: Command, context: Context): void {
  program
    .command('why')
    .description('why a cell is not stored: the fields of its key that differ from the nearest stored cell')
    .argument('<cell>', 'the beginning of its id, or a spec file')
    .option('--cell <n>', 'the cell of the spec, from 1 in plan order (default: the first not wholly stored)')
    .option('--json', 'one JSON object')
    .action(async (text: string, options: Options) => {
      const isId = options.cell === undefined && /^[0-9a-f]+$/.test(text) && !existsSync(text);
      const answer = await withStore(context, async (store) =>
        explain(store, isId ? await cellOfStore(store, text) : await cellOfSpec(store, text, options.cell)),
      );
      if (!options.json) {
        print(describe(answer));
        return;
      }
      const { wanted, nearest, differences } = answer;
      printJson({
        cell: wanted.planned.cell.id,
        lineage: wanted.planned.lineage,
        networksWanted: wanted.planned.networks,
        networksStored: wanted.storedNetworks,
        nearest:
          nearest === undefined
            ? null
            : { cell: nearest.cell.id, lineage: nearest.lineage, networks: nearest.networks },
        differences: differences.map((row) => ({
          field: row.field,
          wanted: row.wanted ?? null,
          stored: row.stored ?? null,
        })),
      });
    });
}
