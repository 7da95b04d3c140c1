import { existsSync } from 'node:fs';
import { type Diagnosis, diagnose, findCache } from '@widthwise/services';
import type { Command } from 'commander';
import type { Context } from '../context.ts';
import { dashboardMain, findDashboard, findWorker, workerMain } from '../daemons.ts';
import { EXIT, Exit } from '../errors.ts';
import { print, printJson } from '../render/output.ts';
import { color } from '../render/style.ts';

/** One thing that was looked at. `idle` is no fault: it is started when needed. */
interface Finding {
  readonly subject: string;
  readonly state: 'well' | 'idle' | 'optional' | 'missing';
  readonly text: string;
}

const isService = ({ what }: Diagnosis): boolean => what.endsWith(' running');

function toFinding(diagnosis: Diagnosis): Finding {
  const { what, found, where, version, neededFor, howToGet } = diagnosis;
  const place = [version, where].filter((part) => part !== undefined).join(', ');
  if (found) return { subject: what, state: 'well', text: place };
  if (isService(diagnosis)) return { subject: what, state: 'idle', text: `no. Start it with: ${howToGet}` };
  return {
    subject: what,
    state: neededFor === 'everything' ? 'missing' : 'optional',
    text: `${place === '' ? 'not found' : place}. Needed for ${neededFor}. To get it: ${howToGet}`,
  };
}

function findBuild(): Finding {
  const missing = [workerMain, dashboardMain].filter((main) => !existsSync(main));
  return missing.length === 0
    ? { subject: 'build', state: 'well', text: 'worker and dashboard are built' }
    : {
        subject: 'build',
        state: 'missing',
        text: `${missing.join(', ')} not found. To get it: npm run setup`,
      };
}

function findDaemons(context: Context): readonly Finding[] {
  const daemons = {
    'worker running': findWorker(context.home),
    'dashboard running': findDashboard(context.home),
  };
  return Object.entries(daemons).map(([subject, daemon]) =>
    daemon === undefined
      ? { subject, state: 'idle', text: 'no. Start it with: widthwise up' }
      : { subject, state: 'well', text: `process ${daemon.pid}, log ${daemon.logFile}` },
  );
}

const MARKS = {
  well: color.green('✓'),
  idle: color.dim('○'),
  optional: color.yellow('!'),
  missing: color.red('✗'),
} as const;

async function doctor(context: Context, options: { readonly json?: boolean }): Promise<void> {
  const findings: readonly Finding[] = [
    ...(await diagnose(context.env, context.home)).map(toFinding),
    findBuild(),
    ...findDaemons(context),
    { subject: 'data folder', state: 'well', text: `${context.home} (WIDTHWISE_HOME)` },
    { subject: 'cache', state: 'well', text: `${findCache(context.env)} (WIDTHWISE_CACHE)` },
  ];
  if (options.json) for (const finding of findings) printJson(finding);
  else
    for (const { subject, state, text } of findings) print(`${MARKS[state]} ${subject.padEnd(18)} ${text}`);
  if (findings.some(({ state }) => state === 'missing')) throw new Exit(EXIT.failure);
}

export function addDoctor(program: Command, context: Context): void {
  program
    .command('doctor')
    .description('what is there, what is missing and how to get it')
    .option('--json', 'one JSON object per line')
    .action((options: { readonly json?: boolean }) => doctor(context, options));
}
