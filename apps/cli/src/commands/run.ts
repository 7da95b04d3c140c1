import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { planFile } from '../plan-file.ts';
import { runPlan } from '../run-plan.ts';

interface Options {
  readonly detach?: boolean;
  readonly force?: boolean;
  readonly json?: boolean;
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
    .action((file: string, options: Options) =>
      runPlan(context, planFile(file, { force: options.force ?? false }), options),
    );
}
