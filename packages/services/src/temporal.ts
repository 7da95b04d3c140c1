import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Launch, type StartedDaemon, startDaemon, stopDaemon } from './daemon.ts';
import { type Daemon, findDaemon } from './daemon-record.ts';
import { freePort, isListening } from './ports.ts';
import { findTemporalCli } from './temporal-cli.ts';

const NAME = 'temporal';
export const NAMESPACE = 'default';

export async function startTemporal(home: string, env: NodeJS.ProcessEnv): Promise<StartedDaemon> {
  const cli = (await findTemporalCli(env)).path;
  return startDaemon(home, {
    name: NAME,
    prepare: (last) => prepare(home, cli, env, last),
    isHealthy: (daemon) => servesNamespace(cli, daemon),
    healthTimeoutMs: 60_000,
  });
}

export function stopTemporal(home: string): ReturnType<typeof stopDaemon> {
  return stopDaemon(home, NAME, { graceMs: 15_000 });
}

export function findTemporal(home: string): Daemon | undefined {
  return findDaemon(home, NAME);
}

export function localTemporalAddress(daemon: Daemon): string {
  return `127.0.0.1:${daemon.details.port}`;
}

async function prepare(
  home: string,
  cli: string,
  env: NodeJS.ProcessEnv,
  last: Daemon | undefined,
): Promise<Launch> {
  const folder = join(home, 'temporal');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const port = await freePort(typeof last?.details.port === 'number' ? last.details.port : undefined);
  const data = join(folder, 'temporal.sqlite');
  return {
    command: cli,
    args: [
      ...[
        'server',
        'start-dev',
        '--headless',
        '--ip',
        '127.0.0.1',
        '--port',
        String(port),
        '--http-port',
        '0',
      ],
      // Without these two, every step of a workflow waits for a flush of the disk: half the throughput.
      ...[
        '--db-filename',
        data,
        '--sqlite-pragma',
        'journal_mode=WAL',
        '--sqlite-pragma',
        'synchronous=NORMAL',
      ],
      ...['--log-level', 'warn'],
    ],
    env: { PATH: env.PATH ?? '', HOME: home, TZ: 'UTC' },
    cwd: folder,
    details: { port, data },
  };
}

/** The namespace is registered after the port opens, and clients fail without it. */
async function servesNamespace(cli: string, daemon: Daemon): Promise<boolean> {
  if (!(await isListening('127.0.0.1', Number(daemon.details.port), 1_000))) return false;
  const args = [
    'operator',
    'namespace',
    'describe',
    '-n',
    NAMESPACE,
    '--address',
    localTemporalAddress(daemon),
  ];
  return promisify(execFile)(cli, args, { timeout: 10_000, env: { HOME: '/nonexistent' } }).then(
    () => true,
    // Not up yet; the caller knows when to give up, and then shows the server's own log.
    () => false,
  );
}
