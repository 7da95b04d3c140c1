import tab from '@bomb.sh/tab/commander';
import { activations } from '@widthwise/network';
import { views } from '@widthwise/store';
import { Command } from 'commander';
import { addDemo } from './commands/demo.ts';
import { addDeviations } from './commands/deviations.ts';
import { addDiscoveries } from './commands/discoveries.ts';
import { addDoctor } from './commands/doctor.ts';
import { addExtend } from './commands/extend.ts';
import { addFit } from './commands/fit.ts';
import { addPause } from './commands/pause.ts';
import { addPlan } from './commands/plan.ts';
import { addReplay } from './commands/replay.ts';
import { addRun } from './commands/run.ts';
import { addServiceCommands } from './commands/services.ts';
import { addShow } from './commands/show.ts';
import { addSqlCommands } from './commands/sql.ts';
import { addSweepCommands } from './commands/sweeps.ts';
import { addTheory } from './commands/theory.ts';
import { addVerify } from './commands/verify.ts';
import { addWhy } from './commands/why.ts';
import { addWorkers } from './commands/workers.ts';
import type { Context } from './context.ts';
import { EXIT } from './errors.ts';

const EXIT_CODES = `
Exit codes: ${EXIT.ok} done, ${EXIT.failure} failure, ${EXIT.usage} usage or spec, ${EXIT.partial} partial: ended with shards or networks missing, ${EXIT.interrupted} interrupted (the sweep goes on).
Results go to standard output, progress to standard error.`;

/** Values that the shell can complete besides commands and options. */
function addCompletion(program: Command): void {
  const completion = tab(program, { completionCommandName: 'completion' });
  const offer = (command: string, option: string, values: readonly string[]): void => {
    const found = completion.commands.get(command)?.options.get(option);
    if (found !== undefined)
      found.handler = (complete) => {
        for (const value of values) complete(value, '');
      };
  };
  offer('theory', 'activation', Object.keys(activations));
  offer('export', 'view', Object.keys(views));
}

/** The whole command line. */
export function createProgram(context: Context): Command {
  const program = new Command('widthwise')
    .description(
      'What finite width does to random networks: sweeps, statistics with error bars, theory beside every number.',
    )
    .version('0.1.0')
    .showHelpAfterError('(widthwise --help says more)')
    .addHelpText('after', EXIT_CODES)
    .exitOverride();
  addDemo(program, context);
  addPlan(program, context);
  addRun(program, context);
  addExtend(program, context);
  addSweepCommands(program, context);
  addPause(program, context);
  addShow(program, context);
  addFit(program, context);
  addDeviations(program, context);
  addDiscoveries(program, context);
  addVerify(program, context);
  addReplay(program, context);
  addWhy(program, context);
  addWorkers(program, context);
  addSqlCommands(program, context);
  addTheory(program);
  addServiceCommands(program, context);
  addDoctor(program, context);
  addCompletion(program);
  // Commands made before exitOverride do not inherit it.
  for (const command of program.commands) command.exitOverride();
  return program;
}
