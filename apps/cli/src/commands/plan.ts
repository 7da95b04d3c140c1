import { type PlanSummary, type SweepPlan, specJsonSchema } from '@widthwise/plan';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { planFile } from '../plan-file.ts';
import { print, printJson } from '../render/output.ts';
import { color, plainText } from '../render/style.ts';
import { renderFacts } from '../render/table.ts';
import { formatBytes, formatCount, formatSeconds } from '../render/units.ts';
import { type StoredShare, storedShare } from '../stored-share.ts';

interface Options {
  readonly force?: boolean;
  readonly json?: boolean;
}

const axesOf = (plan: SweepPlan): [string, number][] => {
  const values = new Map<string, Set<number | string>>();
  for (const { axes } of plan.cells) {
    for (const [path, value] of Object.entries(axes))
      values.set(path, (values.get(path) ?? new Set()).add(value));
  }
  return [...values].map(([path, set]) => [path, set.size]);
};

/** What a plan amounts to, for people. */
export function describePlan(plan: SweepPlan, summary: PlanSummary, share: StoredShare | undefined): string {
  const axes = axesOf(plan)
    .map(([path, count]) => `${path} ${count}`)
    .join(' × ');
  const stored =
    share === undefined
      ? 'unknown: no database answers'
      : `${formatCount(share.networks)} of ${formatCount(summary.networks)} networks (${(100 * share.workShare).toFixed(share.workShare === 1 ? 0 : 1)} % of the work)`;
  return `${color.bold(plainText(plan.name))} ${color.dim(plan.id.slice(0, 12))}\n${renderFacts([
    ['cells', `${formatCount(summary.cells)}${axes === '' ? '' : color.dim(`   ${axes}`)}`],
    ['experiment', [...new Set(plan.cells.map(({ cell }) => cell.experiment))].join(', ')],
    ['networks', formatCount(summary.networks)],
    ['shards', formatCount(summary.shards)],
    ['probes', plan.probes.map((probe) => probe.name).join(', ')],
    ['runs on', [...new Set(plan.cells.map((cell) => cell.fingerprint))].join(', ')],
    ['time', `about ${formatSeconds(summary.seconds)} on one core`],
    ['memory', `${formatBytes(summary.memoryBytes)} per core at most`],
    ['database', `about ${formatBytes(summary.storedBytes)}`],
    ['stored', stored],
  ])}`;
}

export function addPlan(program: Command, context: Context): void {
  program
    .command('plan')
    .description('check a spec and say what it takes; writes nothing')
    .argument('<spec>', 'YAML or JSON file, or - for standard input')
    .option('--force', 'accept more than 1,000,000 cells')
    .option('--json', 'one JSON object')
    .action(async (file: string, options: Options) => {
      const { plan, summary } = planFile(file, { force: options.force ?? false });
      const share = await storedShare(context, plan);
      if (options.json)
        printJson({
          sweepId: plan.id,
          name: plan.name,
          ...summary,
          axes: Object.fromEntries(axesOf(plan)),
          stored: share ?? null,
          spec: plan.spec,
        });
      else print(describePlan(plan, summary, share));
    });
  program
    .command('schema')
    .description('the JSON Schema of specs, with which editors complete and check them')
    .option('--json', 'on one line')
    .action((options: { readonly json?: boolean }) =>
      print(JSON.stringify(specJsonSchema(), null, options.json ? 0 : 2)),
    );
}
