import { listWorkers, type WorkerRecord } from '@widthwise/store';
import { shardLabel } from '@widthwise/workflows';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { UsageError } from '../errors.ts';
import { note, print, printJson } from '../render/output.ts';
import { color, plainText } from '../render/style.ts';
import { type Column, renderTable } from '../render/table.ts';
import { formatCount, formatNumber, formatSeconds } from '../render/units.ts';
import { withStore } from '../session.ts';

interface Options {
  readonly minutes: string;
  readonly limit: string;
  readonly json?: boolean;
}

/** The machine of a worker that has no name of its own: workers are called host-process. */
export const machineOf = (worker: string): string => worker.replace(/-\d+$/, '');

/** Networks per second over the window. */
const rateOf = ({ recentNetworks }: WorkerRecord, minutes: number): number => recentNetworks / (60 * minutes);

const columnsOf = (minutes: number): readonly Column<WorkerRecord>[] => [
  { title: 'machine', text: ({ worker }) => plainText(machineOf(worker)) },
  { title: 'worker', text: ({ worker }) => plainText(worker) },
  {
    title: 'slots seen',
    align: 'right',
    text: ({ slots }) => (slots === 0 ? color.dim('idle') : String(slots)),
  },
  {
    title: 'networks/s',
    align: 'right',
    text: (row) => (row.recentShards === 0 ? '–' : formatNumber(rateOf(row, minutes), 3)),
  },
  {
    title: 's/shard',
    align: 'right',
    text: ({ recentShards, recentSeconds }) =>
      recentShards === 0 ? '–' : formatNumber(recentSeconds / recentShards, 3),
  },
  {
    title: `shards (${formatNumber(minutes, 2)} min)`,
    align: 'right',
    text: ({ recentShards }) => formatCount(recentShards),
  },
  { title: 'shards', align: 'right', text: ({ shards }) => formatCount(shards) },
  { title: 'last shard', text: (row) => shardLabel(row.lastCellId, row.lastFirst, row.lastNetworks) },
  {
    title: 'ago',
    align: 'right',
    text: ({ secondsSinceLast }) => formatSeconds(Math.max(0, secondsSinceLast)),
  },
];

function positive(text: string, option: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 1e6))
    throw new UsageError(`WORKERS: ${option} must be a positive number, got "${text}".`);
  return value;
}

async function listAll(context: Context, options: Options): Promise<void> {
  const minutes = positive(options.minutes, '--minutes');
  const limit = Math.ceil(positive(options.limit, '--limit'));
  const rows = await withStore(context, (store) => listWorkers(store, { minutes, limit }));
  if (options.json) {
    for (const row of rows)
      printJson({
        ...row,
        machine: machineOf(row.worker),
        minutes,
        networksPerSecond: rateOf(row, minutes),
      });
  } else if (rows.length === 0) note('No worker has stored a shard yet.');
  else print(renderTable(columnsOf(minutes), rows));
}

export function addWorkers(program: Command, context: Context): void {
  program
    .command('workers')
    .description('who computes: machines, slots seen in use, rate over the last minutes, last shard stored')
    .option('--minutes <n>', 'window of the rates', '10')
    .option('--limit <n>', 'how many workers, those first that stored last', '50')
    .option('--json', 'one JSON object per worker')
    .action((options: Options) => listAll(context, options));
}
