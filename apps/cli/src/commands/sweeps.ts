import { resolveConnections } from '@widthwise/services';
import { cancelSweep, listSweeps, type SweepProgress, sweepProgress } from '@widthwise/store';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { Exit, UsageError } from '../errors.ts';
import { findSweep } from '../find-sweep.ts';
import { describeEnd, exitCodeOf, followSweep, formatRate, hasRate, progressJson } from '../follow.ts';
import { note, print, printJson } from '../render/output.ts';
import { color, plainText } from '../render/style.ts';
import { type Column, renderFacts, renderTable } from '../render/table.ts';
import { formatCount } from '../render/units.ts';
import { withStore } from '../session.ts';
import { cancelWorkflow } from '../submit.ts';

const MAX_LISTED = 10_000;

interface JsonOption {
  readonly json?: boolean;
}

const stateColor = (state: string): string =>
  state === 'completed'
    ? color.green(state)
    : state === 'running'
      ? color.cyan(state)
      : state === 'planned'
        ? state
        : color.red(state);

const timeText = (time: Date | null): string =>
  time === null ? '–' : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
const percent = (share: number): string => `${(100 * share).toFixed(share > 0 && share < 1 ? 1 : 0)} %`;

const listColumns: readonly Column<SweepProgress>[] = [
  { title: 'sweep', text: (row) => plainText(row.name) },
  { title: 'id', text: (row) => row.sweepId.slice(0, 12) },
  { title: 'state', text: (row) => stateColor(row.state) },
  {
    title: 'cells',
    align: 'right',
    text: (row) => `${formatCount(row.cellsDone)}/${formatCount(row.cells)}`,
  },
  { title: 'networks', align: 'right', text: (row) => formatCount(row.networksStored) },
  { title: 'done', align: 'right', text: (row) => percent(row.costShare) },
  {
    title: 'failed',
    align: 'right',
    text: (row) => (row.failures > 0 ? color.red(String(row.failures)) : '0'),
  },
  { title: 'created', text: (row) => timeText(row.createdAt) },
];

function describeSweep(row: SweepProgress): string {
  return `${color.bold(plainText(row.name))} ${color.dim(row.sweepId)}\n${renderFacts([
    ['state', `${stateColor(row.state)}${row.message === null ? '' : `   ${plainText(row.message)}`}`],
    ['cells', `${formatCount(row.cellsDone)} of ${formatCount(row.cells)} done`],
    ['networks', `${formatCount(row.networksStored)} of ${formatCount(row.networksWanted)} stored`],
    ['work', `${percent(row.costShare)} stored`],
    [
      'shards',
      `${formatCount(row.shardsStored)} of ${formatCount(row.shardsPlanned)} stored, ${row.failures} failed`,
    ],
    ['non-finite', `${formatCount(row.nonFiniteNetworks)} networks left the floating-point range`],
    ['rate', hasRate(row) ? formatRate(row) : '–'],
    ['created', timeText(row.createdAt)],
    ['started', timeText(row.startedAt)],
    ['finished', timeText(row.finishedAt)],
  ])}`;
}

/** Asks Temporal to stop computing. @returns why it could not be told; null if it was. */
async function tellTemporal(context: Context, sweepId: string): Promise<string | null> {
  try {
    await cancelWorkflow(await resolveConnections(context.env, context.home), sweepId);
    return null;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return error.message;
  }
}

function describeCancel(name: string, temporalError: string | null): string {
  const done = `${color.green('✓')} ${plainText(name)} is cancelled`;
  if (temporalError === null) return `${done}; what is stored stays. Run its spec again to go on.`;
  return `${done} in the store: no further shard of it is stored, and workers drop those they have. What is stored stays.
${color.yellow('!')} Temporal could not be told to stop computing: ${plainText(temporalError)}
  Its workflow ends by itself at its next shard; to end it at once, cancel again when Temporal runs.`;
}

async function cancel(context: Context, name: string, options: JsonOption): Promise<void> {
  await withStore(context, async (store) => {
    const sweepId = await findSweep(store, name);
    const isCancelled = await cancelSweep(store, sweepId, 'cancelled from the command line');
    // From here no shard is stored any more, whether Temporal hears of it or not.
    const temporalError = isCancelled ? await tellTemporal(context, sweepId) : null;
    const progress = await sweepProgress(store, sweepId);
    if (options.json) printJson({ ...progressJson(progress), temporalError });
    else
      note(
        isCancelled
          ? describeCancel(progress.name, temporalError)
          : `${plainText(progress.name)} has ended already: ${progress.state}.`,
      );
  });
}

function readLimit(text: string): number {
  const limit = /^\d+$/.test(text) ? Number(text) : 0;
  if (limit >= 1 && limit <= MAX_LISTED) return limit;
  throw new UsageError(`SPEC_RANGE: --limit must be an integer from 1 to ${MAX_LISTED}, got ${text}.`);
}

export function addSweepCommands(program: Command, context: Context): void {
  program
    .command('list')
    .description('the sweeps that are stored, newest first')
    .option('--limit <n>', 'how many', '50')
    .option('--json', 'one JSON object per line')
    .action(async (options: JsonOption & { limit: string }) => {
      const limit = readLimit(options.limit);
      const rows = await withStore(context, (store) => listSweeps(store, { limit }));
      if (options.json) for (const row of rows) printJson(progressJson(row));
      else if (rows.length === 0)
        note('No sweep is stored yet. Run one: widthwise run examples/order-chaos.yaml');
      else print(renderTable(listColumns, rows));
    });
  program
    .command('status')
    .description('how far a sweep is')
    .argument('<sweep>', 'its name, or the beginning of its id')
    .option('--json', 'one JSON object')
    .action(async (name: string, options: JsonOption) => {
      const row = await withStore(context, async (store) =>
        sweepProgress(store, await findSweep(store, name)),
      );
      if (options.json) printJson(progressJson(row));
      else print(describeSweep(row));
    });
  program
    .command('watch')
    .description('follow a running sweep; Ctrl-C leaves it running')
    .argument('<sweep>', 'its name, or the beginning of its id')
    .option('--json', 'progress as one JSON object per line')
    .action(async (name: string, options: JsonOption) => {
      await withStore(context, async (store) => {
        const isJson = options.json ?? false;
        const progress = await followSweep(store, await findSweep(store, name), { isJson });
        if (!isJson) note(describeEnd(progress));
        if (exitCodeOf(progress) !== 0) throw new Exit(exitCodeOf(progress));
      });
    });
  program
    .command('cancel')
    .description('end a sweep; what is stored stays')
    .argument('<sweep>', 'its name, or the beginning of its id')
    .option('--json', 'one JSON object')
    .action((name: string, options: JsonOption) => cancel(context, name, options));
}
