import { sweepProgress } from '@widthwise/store';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { Exit } from '../errors.ts';
import { describeEnd, exitCodeOf, followSweep, progressJson } from '../follow.ts';
import { planFile } from '../plan-file.ts';
import { note, printJson } from '../render/output.ts';
import { color, plainText } from '../render/style.ts';
import { formatCount, formatSeconds } from '../render/units.ts';
import { withStore } from '../session.ts';
import { ensureStack, reportNews } from '../stack.ts';
import { submitSweep } from '../submit.ts';

interface Options {
  readonly detach?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Plans, submits and, unless detached, follows a spec's sweep to its end. */
async function run(context: Context, file: string, options: Options): Promise<void> {
  const isJson = options.json ?? false;
  const { plan, summary } = planFile(file, { force: options.force ?? false });
  const connections = await ensureStack(context, reportNews);
  const id = plan.id.slice(0, 12);
  note(
    `${color.bold(plainText(plan.name))} ${color.dim(id)}  ${formatCount(summary.cells)} cells, ${formatCount(summary.networks)} networks, about ${formatSeconds(summary.seconds)} of one core`,
  );
  await withStore(context, async (store) => {
    const isRunning = await submitSweep(connections, store, plan);
    if (!isRunning || options.detach) {
      const progress = await sweepProgress(store, plan.id);
      if (isJson) printJson(progressJson(progress));
      note(
        isRunning
          ? `Running in the background; watch it with: ${color.bold(`widthwise watch ${id}`)}`
          : `${color.green('✓')} everything is stored already: nothing to compute.`,
      );
      return;
    }
    const { progress, seconds } = await followSweep(store, plan.id, { isJson });
    if (isJson) printJson(progressJson(progress));
    else note(describeEnd(progress, seconds));
    if (exitCodeOf(progress) !== 0) throw new Exit(exitCodeOf(progress));
  });
}

export function addRun(program: Command, context: Context): void {
  program
    .command('run')
    .description(
      'run a spec: plan it, store it, compute what is missing; starts local services where none are',
    )
    .argument('<spec>', 'YAML or JSON file, or - for standard input')
    .option('--detach', 'do not wait for the end')
    .option('--force', 'accept more than 1,000,000 cells')
    .option('--json', 'progress as one JSON object per line')
    .action((file: string, options: Options) => run(context, file, options));
}
