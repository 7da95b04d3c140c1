import { type CellRecord, findCell } from '@widthwise/store';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { networkFacts } from '../render/network.ts';
import { print, printJson } from '../render/output.ts';
import { color, plainText } from '../render/style.ts';
import { renderFacts, renderTable } from '../render/table.ts';
import { formatCount } from '../render/units.ts';
import { withStore } from '../session.ts';

function describeCell({ cell, sweeps, lineages }: CellRecord): string {
  const { inputs, sampler } = cell.parameters;
  const { ensemble, ...inputOptions } = inputs;
  const facts = renderFacts([
    ['experiment', `${cell.experiment} v${cell.version}, seed ${cell.seed}, sampler ${sampler}`],
    ...networkFacts(cell),
    ['inputs', `${ensemble} ${JSON.stringify(inputOptions)}`],
  ]);
  const wanted = renderTable(
    [
      { title: 'sweep', text: (row) => plainText(row.name) },
      { title: 'id', text: (row) => row.sweepId.slice(0, 12) },
      { title: 'networks wanted', align: 'right', text: (row) => formatCount(row.networksWanted) },
      { title: 'lineage', text: (row) => row.lineage.slice(0, 12) },
    ],
    sweeps,
  );
  const stored = renderTable(
    [
      { title: 'lineage', text: (row) => row.lineage.slice(0, 12) },
      { title: 'backend', text: (row) => row.fingerprint },
      { title: 'shards', align: 'right', text: (row) => formatCount(row.shards) },
      { title: 'networks stored', align: 'right', text: (row) => formatCount(row.networksStored) },
      { title: 'estimates', align: 'right', text: (row) => formatCount(row.estimates) },
    ],
    lineages,
  );
  return `${color.bold('cell')} ${cell.id}\n${facts}\n\n${wanted}${lineages.length === 0 ? '' : `\n\n${stored}`}`;
}

export function addShow(program: Command, context: Context): void {
  program
    .command('show')
    .description('one cell: its parameters, the sweeps that want it, and what is stored')
    .argument('<cell>', 'the beginning of its id')
    .option('--json', 'one JSON object')
    .action(async (prefix: string, options: { readonly json?: boolean }) => {
      const record = await withStore(context, (store) => findCell(store, prefix));
      if (options.json) printJson(record);
      else print(describeCell(record));
    });
}
