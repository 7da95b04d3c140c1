import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  type Connections,
  type Daemon,
  findDaemon,
  freePort,
  type Launch,
  type StartedDaemon,
  secretsFolder,
  startDaemon,
  stopDaemon,
} from '@widthwise/services';
import type { Context } from './context.ts';
import { UsageError } from './errors.ts';
import { workerEnvironment } from './worker-environment.ts';

const WORKER = 'worker';
const DASHBOARD = 'dashboard';
const HEALTH_TIMEOUT_MS = 60_000;
/** A worker finishes or releases its shards before it ends. */
const WORKER_GRACE_MS = 30_000;
const DASHBOARD_GRACE_MS = 5_000;

export const workerMain = fileURLToPath(new URL('../../worker/dist/main.js', import.meta.url));
export const dashboardMain = fileURLToPath(new URL('../../dashboard/dist/server/main.js', import.meta.url));

/** @throws UsageError if a program of another part of the repository is not built. */
export function requireBuilt(main: string): void {
  if (!existsSync(main)) throw new UsageError(`NOT_BUILT: ${main} is missing. Run: npm run setup`);
}

/** Identifies a build, so that a process of another checkout or an earlier build is not taken for this one. */
const buildOf = (main: string): string => `${main} ${Math.floor(statSync(main).mtimeMs)}`;

/** Ends a process of another build; its successor takes its place. */
async function replaceOldBuild(context: Context, name: string, main: string, graceMs: number): Promise<void> {
  const running = findDaemon(context.home, name);
  if (running !== undefined && running.details.build !== buildOf(main))
    await stopDaemon(context.home, name, { graceMs });
}

/** The event that a worker writes to its log once it polls. */
const READY = 'worker-ready';

/** Starts the worker of this machine in the background, or finds it running. */
export async function startWorker(context: Context, connections: Connections): Promise<StartedDaemon> {
  requireBuilt(workerMain);
  await replaceOldBuild(context, WORKER, workerMain, WORKER_GRACE_MS);
  let logStart = 0;
  const prepare = async (last: Daemon | undefined): Promise<Launch> => {
    logStart = last !== undefined && existsSync(last.logFile) ? statSync(last.logFile).size : 0;
    return {
      command: process.execPath,
      args: [workerMain],
      env: workerEnvironment(context.env, connections),
      details: { build: buildOf(workerMain) },
    };
  };
  const isHealthy = async (daemon: Daemon): Promise<boolean> =>
    existsSync(daemon.logFile) && readFileSync(daemon.logFile, 'utf8').slice(logStart).includes(READY);
  return startDaemon(context.home, { name: WORKER, prepare, isHealthy, healthTimeoutMs: HEALTH_TIMEOUT_MS });
}

/** The token that opens the dashboard; made at first start, readable by its owner alone. */
function dashboardToken(home: string): { readonly file: string; readonly token: string } {
  const file = join(secretsFolder(home), 'dashboard-token');
  if (!existsSync(file)) {
    try {
      writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
    } catch (error) {
      // Another process made it first; its token is as good.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  return { file, token: readFileSync(file, 'utf8').trim() };
}

/** Where a running dashboard is entered from a browser; whoever has the address is let in. */
export function dashboardAddress(home: string, daemon: Daemon): string {
  return `http://127.0.0.1:${daemon.details.port}/#token=${dashboardToken(home).token}`;
}

async function answers(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(2_000) });
    return (await response.text()).includes('widthwise-dashboard');
  } catch {
    // Not up yet; the caller knows when to give up, and then shows the server's own log.
    return false;
  }
}

/** Starts the dashboard in the background, or finds it running. */
export async function startDashboard(
  context: Context,
  connections: Pick<Connections, 'database'>,
): Promise<StartedDaemon> {
  requireBuilt(dashboardMain);
  await replaceOldBuild(context, DASHBOARD, dashboardMain, DASHBOARD_GRACE_MS);
  const prepare = async (last: Daemon | undefined): Promise<Launch> => {
    const lastPort = last?.details.port;
    const port = await freePort(typeof lastPort === 'number' ? lastPort : undefined);
    return {
      command: process.execPath,
      args: ['--disable-proto=delete', dashboardMain],
      env: {
        PATH: context.env.PATH,
        HOME: context.env.HOME,
        DATABASE_URL: connections.database.dashboard.reveal(),
        WIDTHWISE_DASHBOARD_PORT: String(port),
        WIDTHWISE_DASHBOARD_TOKEN_FILE: dashboardToken(context.home).file,
      },
      details: { port, build: buildOf(dashboardMain) },
    };
  };
  const isHealthy = (daemon: Daemon): Promise<boolean> => answers(Number(daemon.details.port));
  return startDaemon(context.home, {
    name: DASHBOARD,
    prepare,
    isHealthy,
    healthTimeoutMs: HEALTH_TIMEOUT_MS,
  });
}

export const stopWorker = (home: string) => stopDaemon(home, WORKER, { graceMs: WORKER_GRACE_MS });
export const stopDashboard = (home: string) => stopDaemon(home, DASHBOARD, { graceMs: DASHBOARD_GRACE_MS });
export const findWorker = (home: string): Daemon | undefined => findDaemon(home, WORKER);
export const findDashboard = (home: string): Daemon | undefined => findDaemon(home, DASHBOARD);
