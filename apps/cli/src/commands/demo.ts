import { fileURLToPath } from 'node:url';
import { type SweepProgress, sweepProgress } from '@widthwise/store';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { dashboardAddress, findDashboard } from '../daemons.ts';
import { gridPoint } from '../demo/grid-point.ts';
import { readMeasurements } from '../demo/measurements.ts';
import { renderReport } from '../demo/report.ts';
import { Exit } from '../errors.ts';
import { describeEnd, exitCodeOf, followSweep, progressJson } from '../follow.ts';
import { planFile } from '../plan-file.ts';
import { findPostgresAddress } from '../postgres-address.ts';
import { note, print, printJson } from '../render/output.ts';
import { color } from '../render/style.ts';
import { renderFacts } from '../render/table.ts';
import { formatCount, formatSeconds } from '../render/units.ts';
import { withStore } from '../session.ts';
import { ensureAll, reportNews } from '../stack.ts';
import { submitSweep } from '../submit.ts';

const SPEC = fileURLToPath(new URL('../../../../examples/order-chaos.yaml', import.meta.url));

const QUERY =
  "select sigma_w, value, standard_error, prediction from widthwise.correlation_map where sweep = 'order-chaos' and quantity = 'correlation' and layer = 70 order by sigma_w";

interface JsonOption {
  readonly json?: boolean;
}

/** When the sweep was computed and how fast, from the store: the same on a second run. */
function computing(progress: SweepProgress): string {
  const { startedAt, finishedAt, networksPerSecond, networksStored } = progress;
  const took =
    startedAt === null || finishedAt === null
      ? ''
      : ` in ${formatSeconds((finishedAt.getTime() - startedAt.getTime()) / 1000)}`;
  const rate =
    networksPerSecond === null ? '' : `, ${formatCount(Math.round(networksPerSecond))} networks per second`;
  return `${formatCount(networksStored)} networks${took}${rate}`;
}

async function demo(context: Context, options: JsonOption): Promise<void> {
  const begun = performance.now();
  const { plan, summary } = planFile(SPEC, { force: false });
  note(
    `${color.bold('The order-chaos transition')}: ${formatCount(summary.cells)} values of σ_w², ${formatCount(summary.networks)} networks of width 784 and depth 70.\n`,
  );
  const connections = await ensureAll(context, reportNews);
  const progress = await withStore(context, async (store) => {
    if (await submitSweep(connections, store, plan)) {
      const followed = await followSweep(store, plan.id, { isJson: false });
      note(describeEnd(followed));
      if (exitCodeOf(followed) !== 0) throw new Exit(exitCodeOf(followed));
      return followed;
    }
    note(`${color.green('✓')} everything is stored already: nothing to compute.`);
    return sweepProgress(store, plan.id);
  });
  const depth = plan.cells[0]?.cell.parameters.network.depth ?? 0;
  const measurements = await readMeasurements(connections.database.sqlbox.reveal(), plan.id, depth);
  if (options.json) {
    const points = plan.cells.map((planned) => gridPoint(planned, measurements));
    printJson({
      ...progressJson(progress),
      points,
      kurtoses: measurements.kurtoses,
      residuals: measurements.residuals,
    });
    return;
  }
  print(renderReport(plan, measurements));
  const dashboard = findDashboard(context.home);
  print(
    `\n${renderFacts([
      ['computed', computing(progress)],
      ['this run', formatSeconds((performance.now() - begun) / 1000)],
      ['dashboard', dashboard === undefined ? '–' : dashboardAddress(context.home, dashboard)],
      ['SQL', findPostgresAddress(context, connections)],
    ])}`,
  );
  print(`\nTry next:
  ${color.bold(`npx widthwise sql "${QUERY}"`)}
  ${color.bold('npx widthwise theory --activation tanh --sigma-w2 1.5 --sigma-b2 0.05')}
  ${color.bold('npx widthwise run examples/width-sweep.yaml')}`);
}

export function addDemo(program: Command, context: Context): void {
  program
    .command('demo')
    .description('the order-chaos transition, measured: examples/order-chaos.yaml from start to answer')
    .option('--json', 'one JSON object')
    .action((options: JsonOption) => demo(context, options));
}
