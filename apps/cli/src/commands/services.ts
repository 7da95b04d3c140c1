import { spawn } from 'node:child_process';
import { resolveConnections, resolveDatabase, stopServices } from '@widthwise/services';
import { migrate } from '@widthwise/store';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { dashboardAddress, startDashboard, stopDashboard, stopWorker, workerMain } from '../daemons.ts';
import { EXIT, Exit } from '../errors.ts';
import { note, print, printJson } from '../render/output.ts';
import { color } from '../render/style.ts';
import { ensureAll, type Report, reportStep } from '../stack.ts';
import { workerEnvironment } from '../worker-environment.ts';

interface JsonOption {
  readonly json?: boolean;
}

const jsonReport: Report = (step, state, ms) => printJson({ step, state, ms: Math.round(ms) });
const reportFor = (options: JsonOption): Report => (options.json ? jsonReport : reportStep);

async function up(context: Context, options: JsonOption): Promise<void> {
  await ensureAll(context, reportFor(options));
  if (!options.json)
    note(
      `\nRun a sweep:  ${color.bold('widthwise run examples/width-sweep.yaml')}\nLook at it:   ${color.bold('widthwise dashboard')}`,
    );
}

async function down(context: Context, options: JsonOption): Promise<void> {
  const report = reportFor(options);
  for (const [name, stop] of [
    ['Dashboard', stopDashboard],
    ['Worker', stopWorker],
  ] as const) {
    const begun = performance.now();
    report(name, await stop(context.home), performance.now() - begun);
  }
  await stopServices({ home: context.home, report });
}

/** A worker in the foreground, for a machine that computes for services elsewhere. */
async function work(context: Context): Promise<void> {
  const connections = await resolveConnections(context.env, context.home);
  const child = spawn(process.execPath, [workerMain], {
    stdio: 'inherit',
    env: workerEnvironment(context.env, connections),
  });
  const forward = (signal: NodeJS.Signals) => (): void => {
    child.kill(signal);
  };
  // The terminal sends Ctrl-C to both; the worker drains and we wait for it.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', forward('SIGTERM'));
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (exitCode) => resolve(exitCode ?? EXIT.failure));
  });
  if (code !== 0) throw new Exit(EXIT.failure);
}

export function addServiceCommands(program: Command, context: Context): void {
  program
    .command('up')
    .description('start what runs locally: Postgres, Temporal, a worker, the dashboard; or find it running')
    .option('--json', 'one JSON object per step')
    .action((options: JsonOption) => up(context, options));
  program
    .command('down')
    .description('stop what `up` started; nothing that is stored is lost')
    .option('--json', 'one JSON object per step')
    .action((options: JsonOption) => down(context, options));
  program
    .command('migrate')
    .description('bring tables, views and rights up to this version')
    .option('--json', 'one JSON object')
    .action(async (options: JsonOption) => {
      const database = await resolveDatabase(context.env, context.home);
      const report = await migrate(database.owner.reveal());
      if (options.json) printJson(report);
      else
        note(
          `${color.green('✓')} ${report.applied === 0 ? 'up to date' : `${report.applied} migrations applied`}${report.viewsRebuilt ? ', views rebuilt' : ''}`,
        );
    });
  program
    .command('worker')
    .description(
      'run a worker here in the foreground, until Ctrl-C; DATABASE_URL and TEMPORAL_ADDRESS say for whom',
    )
    .action(() => work(context));
  program
    .command('dashboard')
    .description('start the dashboard, or find it running, and print its address')
    .option('--json', 'one JSON object')
    .action(async (options: JsonOption) => {
      const database = await resolveDatabase(context.env, context.home);
      const address = dashboardAddress(context.home, await startDashboard(context, { database }));
      if (options.json) printJson({ address });
      else print(address);
      note(color.dim('Whoever has this address is let in: it holds the token.'));
    });
}
