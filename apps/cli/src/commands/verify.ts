import { contentId } from '@widthwise/plan';
import { auditCell, loadSweep, loadSweepCells, type Store } from '@widthwise/store';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { EXIT, Exit } from '../errors.ts';
import { findSweep } from '../find-sweep.ts';
import { print, printJson, StatusLine } from '../render/output.ts';
import { color, plainText } from '../render/style.ts';
import { renderFacts } from '../render/table.ts';
import { formatCount, formatSeconds } from '../render/units.ts';
import { withStore } from '../session.ts';
import { cellFaults, type StoredFault } from '../verify/cell-faults.ts';

/** What was checked, and what was found. */
interface Verification {
  readonly sweepId: string;
  readonly name: string;
  readonly state: string;
  readonly cells: number;
  readonly shards: number;
  readonly hashes: number;
  readonly estimates: number;
  readonly networksStored: number;
  readonly networksWanted: number;
  readonly faults: readonly StoredFault[];
}

const count = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((sum, item) => sum + of(item), 0);

async function verify(store: Store, sweepId: string, line: StatusLine): Promise<Verification> {
  const { name, state, spec, probes } = await loadSweep(store, sweepId);
  const cells = await loadSweepCells(store, sweepId);
  const faults: StoredFault[] = [];
  if (contentId(spec) !== sweepId)
    faults.push({ code: 'CELL_KEY', cellId: '', message: 'the spec of the sweep does not hash to its id.' });
  const checked = { shards: 0, hashes: 0, estimates: 0, networksStored: 0 };
  let read = 0;
  for (const [index, planned] of cells.entries()) {
    const audit = await auditCell(store, { cellId: planned.cell.id, lineage: planned.lineage }, (shards) => {
      read += shards;
      line.show(
        `cell ${formatCount(index + 1)} of ${formatCount(cells.length)}, ${formatCount(read)} shards read`,
      );
    });
    faults.push(...cellFaults(planned, probes, audit, state === 'completed'));
    checked.shards += audit.shards.length;
    checked.hashes += count(audit.shards, ({ statistics }) => 1 + statistics.length);
    checked.estimates += count(audit.merges, ({ rows }) => rows);
    checked.networksStored += Math.min(audit.networks, planned.networks);
  }
  const networksWanted = count(cells, ({ networks }) => networks);
  return { sweepId, name, state, cells: cells.length, ...checked, networksWanted, faults };
}

function describe(found: Verification, seconds: number): string {
  const { faults } = found;
  const facts = renderFacts([
    ['cells', `${formatCount(found.cells)}: keys, ledger against plan`],
    ['shards', `${formatCount(found.shards)}: ids, contributors, one row per key`],
    ['hashes', `${formatCount(found.hashes)} of statistics and shards computed anew`],
    ['estimates', `${formatCount(found.estimates)}: networks merged against networks stored`],
    [
      'networks',
      `${formatCount(found.networksStored)} of ${formatCount(found.networksWanted)} stored (${found.state})`,
    ],
  ]);
  const verdict =
    faults.length === 0
      ? `${color.green('✓')} everything is as it was stored (${formatSeconds(seconds)})`
      : `${color.red('✗')} ${faults.length === 1 ? 'one fault' : `${formatCount(faults.length)} faults`} (${formatSeconds(seconds)}). Restore what is damaged from a backup; see what a shard should be with: widthwise replay`;
  const list = faults.map(({ code, message }) => `  ${color.bold(code)}: ${message}`);
  return [
    `${color.bold(plainText(found.name))} ${color.dim(found.sweepId.slice(0, 12))}`,
    facts,
    ...list,
    verdict,
  ].join('\n');
}

export function addVerify(program: Command, context: Context): void {
  program
    .command('verify')
    .description('hash everything stored of a sweep anew, and compare the ledger with the plan')
    .argument('<sweep>', 'its name, or the beginning of its id')
    .option('--json', 'one JSON object')
    .action(async (name: string, options: { readonly json?: boolean }) => {
      const line = new StatusLine();
      const begun = performance.now();
      const found = await withStore(context, async (store) =>
        verify(store, await findSweep(store, name), line),
      ).finally(() => line.clear());
      if (options.json) printJson({ ...found, isSound: found.faults.length === 0 });
      else print(describe(found, (performance.now() - begun) / 1000));
      if (found.faults.length > 0) throw new Exit(EXIT.failure);
    });
}
