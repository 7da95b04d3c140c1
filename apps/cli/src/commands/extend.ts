import { type Extension, extendSpec, type SweepPlan } from '@widthwise/plan';
import { loadSweep, loadSweepCells, type Store } from '@widthwise/store';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { UsageError } from '../errors.ts';
import { findSweep } from '../find-sweep.ts';
import { planHere } from '../plan-file.ts';
import { note } from '../render/output.ts';
import { color } from '../render/style.ts';
import { formatCount } from '../render/units.ts';
import { runPlan } from '../run-plan.ts';
import { withStore } from '../session.ts';
import { ensureStack, reportNews } from '../stack.ts';
import { storedShare } from '../stored-share.ts';

interface Options {
  readonly networks?: string;
  readonly set: readonly string[];
  readonly name?: string;
  readonly detach?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

const ADDITION = /^([A-Za-z][\w.]*)=\+(.+)$/;

/** Reads "network.width=+8192,16384". @throws UsageError if it is not written so. */
export function parseAddition(text: string): Extension['added'][number] {
  const [, axis, list] = ADDITION.exec(text.trim()) ?? [];
  const texts = (list ?? '').split(',').map((value) => value.trim());
  if (axis === undefined || texts.includes(''))
    throw new UsageError(
      `EXTENSION: --set must be an axis and values to add, such as network.width=+8192,16384, got "${text}".`,
    );
  const values = texts.map((value) => (Number.isFinite(Number(value)) ? Number(value) : value));
  return { axis, values };
}

function parseExtension({ networks, set }: Options): Extension {
  if (networks === undefined && set.length === 0)
    throw new UsageError('EXTENSION: give --networks, --set or both.');
  return {
    ...(networks === undefined ? {} : { networks: Number(networks) }),
    added: set.map(parseAddition),
  };
}

/** Says how much of the extended sweep is there; cells planned by another numerics version are not. */
async function noteShared(context: Context, store: Store, sweepId: string, plan: SweepPlan): Promise<void> {
  const cells = await loadSweepCells(store, sweepId);
  const keyOf = ({ cell, lineage }: SweepPlan['cells'][number]): string => `${cell.id} ${lineage}`;
  const known = new Set(cells.map(keyOf));
  const shared = plan.cells.filter((planned) => known.has(keyOf(planned))).length;
  const share = await storedShare(context, plan);
  const stored = share === undefined ? '' : `, ${formatCount(share.networks)} networks stored already`;
  note(
    `extends ${color.dim(sweepId.slice(0, 12))}: shares ${formatCount(shared)} of its ${formatCount(cells.length)} cells${stored}`,
  );
  if (shared < cells.length)
    note(
      `${color.yellow('!')} the others were planned by another version of the numerics, a probe or a backend: they are computed anew.`,
    );
}

async function extend(context: Context, name: string, options: Options): Promise<void> {
  const extension = parseExtension(options);
  await ensureStack(context, reportNews);
  const planned = await withStore(context, async (store) => {
    const sweepId = await findSweep(store, name);
    const { spec } = await loadSweep(store, sweepId);
    const extended = extendSpec(spec, extension);
    const renamed = options.name === undefined ? extended : { ...extended, name: options.name };
    const result = planHere(renamed, { force: options.force ?? false });
    await noteShared(context, store, sweepId, result.plan);
    return result;
  });
  await runPlan(context, planned, options);
}

export function addExtend(program: Command, context: Context): void {
  program
    .command('extend')
    .description(
      'a sweep with more networks or more values of an axis, as a sweep of its own; computes what is missing',
    )
    .argument('<sweep>', 'its name, or the beginning of its id')
    .option('--networks <n>', 'networks per cell, at least as many as it has')
    .option(
      '--set <axis=+values>',
      'values to add to an axis, such as network.width=+8192 (repeatable)',
      (text: string, before: readonly string[]) => [...before, text],
      [],
    )
    .option('--name <name>', 'what the extended sweep is called (default: the same)')
    .option('--detach', 'do not wait for the end')
    .option('--force', 'accept more than 1,000,000 cells')
    .option('--json', 'progress as one JSON object per line')
    .action((name: string, options: Options) => extend(context, name, options));
}
