import { existsSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { findCache, findPostgresPrograms, findTemporalCli, serviceStatus } from '@widthwise/services';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { dashboardMain, findDashboard, findWorker, workerMain } from '../daemons.ts';
import { EXIT, Exit } from '../errors.ts';
import { print, printJson } from '../render/output.ts';
import { color } from '../render/style.ts';
import { formatBytes } from '../render/units.ts';
import { tensorflowState } from '../tensorflow.ts';

const MINIMUM_NODE = [20, 19] as const;

/** One thing that was looked at. `idle` is no fault: it is started when needed. */
interface Finding {
  readonly subject: string;
  readonly state: 'well' | 'idle' | 'optional' | 'missing';
  readonly text: string;
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/^[A-Z_]+: /, '');

function findNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNewEnough = major > MINIMUM_NODE[0] || (major === MINIMUM_NODE[0] && minor >= MINIMUM_NODE[1]);
  return {
    subject: 'Node.js',
    state: isNewEnough ? 'well' : 'missing',
    text: `${process.versions.node}${isNewEnough ? '' : `, but ${MINIMUM_NODE.join('.')} or later is needed: nodejs.org`}`,
  };
}

function findBuild(): Finding {
  const missing = [workerMain, dashboardMain].filter((main) => !existsSync(main));
  const state = missing.length === 0 ? 'well' : 'missing';
  return {
    subject: 'Build',
    state,
    text:
      missing.length === 0
        ? 'worker and dashboard are built'
        : `${missing.join(', ')} missing. Run: npm run setup`,
  };
}

function findPostgres(context: Context): Finding {
  if (context.env.DATABASE_URL || context.env.DATABASE_URL_FILE)
    return { subject: 'PostgreSQL', state: 'well', text: 'given by DATABASE_URL' };
  try {
    return { subject: 'PostgreSQL', state: 'well', text: dirname(findPostgresPrograms(context.env)) };
  } catch (error) {
    return { subject: 'PostgreSQL', state: 'missing', text: messageOf(error) };
  }
}

async function findTemporal(context: Context): Promise<Finding> {
  if (context.env.TEMPORAL_ADDRESS)
    return {
      subject: 'Temporal',
      state: 'well',
      text: `given by TEMPORAL_ADDRESS: ${context.env.TEMPORAL_ADDRESS}`,
    };
  try {
    const { path, source, version } = await findTemporalCli(context.env);
    return {
      subject: 'Temporal',
      state: 'well',
      text: `${version.split('\n')[0]}, from ${source} (${path})`,
    };
  } catch (error) {
    return { subject: 'Temporal', state: 'missing', text: messageOf(error) };
  }
}

function findTensorflow(): Finding {
  const { isInstalled, message } = tensorflowState();
  return {
    subject: 'TensorFlow',
    state: isInstalled ? 'well' : 'optional',
    text: isInstalled ? message : `${message} Only sampler dense needs it.`,
  };
}

async function findRunning(context: Context): Promise<Finding[]> {
  const services = await serviceStatus(context);
  const running = services.map(({ service, state, daemon }): Finding => {
    const where = daemon === undefined ? '' : ` on 127.0.0.1:${daemon.details.port}, log ${daemon.logFile}`;
    const texts = {
      given: 'given by the environment',
      running: `running${where}`,
      unwell: `does not answer${where}. Run: widthwise down && widthwise up`,
      stopped: 'not running. Start it with: widthwise up',
    };
    return {
      subject: `${service} service`,
      state: state === 'unwell' ? 'missing' : state === 'stopped' ? 'idle' : 'well',
      text: texts[state],
    };
  });
  const daemons = [
    ['Worker', findWorker(context.home)],
    ['Dashboard', findDashboard(context.home)],
  ] as const;
  return [
    ...running,
    ...daemons.map(
      ([subject, daemon]): Finding => ({
        subject,
        state: daemon === undefined ? 'idle' : 'well',
        text:
          daemon === undefined
            ? 'not running. Start it with: widthwise up'
            : `running as process ${daemon.pid}, log ${daemon.logFile}`,
      }),
    ),
  ];
}

const MARKS = {
  well: color.green('✓'),
  idle: color.dim('○'),
  optional: color.yellow('!'),
  missing: color.red('✗'),
} as const;

async function doctor(context: Context, options: { readonly json?: boolean }): Promise<void> {
  const findings: Finding[] = [
    findNode(),
    findBuild(),
    findPostgres(context),
    await findTemporal(context),
    findTensorflow(),
    {
      subject: 'Machine',
      state: 'well',
      text: `${availableParallelism()} cores, ${formatBytes(totalmem())} memory`,
    },
    { subject: 'Data folder', state: 'well', text: `${context.home} (WIDTHWISE_HOME)` },
    { subject: 'Cache', state: 'well', text: `${findCache(context.env)} (WIDTHWISE_CACHE)` },
    ...(await findRunning(context)),
  ];
  if (options.json) for (const finding of findings) printJson(finding);
  else
    for (const { subject, state, text } of findings) print(`${MARKS[state]} ${subject.padEnd(16)} ${text}`);
  if (findings.some(({ state }) => state === 'missing')) throw new Exit(EXIT.failure);
}

export function addDoctor(program: Command, context: Context): void {
  program
    .command('doctor')
    .description('what is there, what is missing and how to get it')
    .option('--json', 'one JSON object per line')
    .action((options: { readonly json?: boolean }) => doctor(context, options));
}
