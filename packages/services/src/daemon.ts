import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Daemon, findDaemon, lastDaemon, logFileOf, saveDaemon } from './daemon-record.ts';
import { ServiceError } from './errors.ts';
import { runFolder } from './home.ts';
import { withLockFile } from './lock-file.ts';
import { identify, isAlive } from './process-identity.ts';

/** What to run in the background. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  /** Its whole environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** The account to run as, where it is not our own. */
  readonly account?: { readonly uid: number; readonly gid: number };
  /** Recorded for those who look for it, such as its port. Never a secret. */
  readonly details?: Readonly<Record<string, string | number>>;
}

/** A background process to be started, or found running. */
export interface DaemonSpec {
  readonly name: string;
  /** Called only if it is not running, with the record of its last start, so that it can have its old port again. */
  readonly prepare: (last: Daemon | undefined) => Promise<Launch>;
  /** Asked until it answers true. */
  readonly isHealthy: (daemon: Daemon) => Promise<boolean>;
  /** How long the process may live without being healthy. */
  readonly healthTimeoutMs: number;
}

export interface StartedDaemon extends Daemon {
  readonly wasRunning: boolean;
}

const MAX_LOG_BYTES = 16 * 2 ** 20;

/** Starts the daemon in the background, or finds it running. Two at once start one. */
export function startDaemon(home: string, spec: DaemonSpec): Promise<StartedDaemon> {
  return withDaemonLock(home, spec.name, async () => {
    const running = findDaemon(home, spec.name);
    if (running !== undefined) {
      await waitUntilHealthy(running, spec);
      return { ...running, wasRunning: true };
    }
    const launch = await spec.prepare(lastDaemon(home, spec.name));
    return { ...(await launchDaemon(home, spec, launch)), wasRunning: false };
  });
}

/** One process at a time changes a daemon. */
function withDaemonLock<T>(home: string, name: string, action: () => Promise<T>): Promise<T> {
  return withLockFile(join(runFolder(home), `${name}.lock`), action);
}

/**
 * Starts the daemon and waits until it is healthy. The caller holds the daemon's lock.
 * @throws ServiceError SERVICE_START with the end of the log, if it ends or does not become healthy; it is not left
 *   running then.
 */
async function launchDaemon(home: string, spec: DaemonSpec, launch: Launch): Promise<Daemon> {
  const logFile = logFileOf(home, spec.name);
  if (existsSync(logFile) && statSync(logFile).size > MAX_LOG_BYTES) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, 'a', 0o600);
  let child: ChildProcess;
  try {
    child = spawn(launch.command, [...launch.args], {
      detached: true,
      stdio: ['ignore', log, log],
      env: launch.env,
      cwd: launch.cwd ?? home,
      ...launch.account,
    });
  } finally {
    closeSync(log);
  }
  // A command that cannot be run has no pid; its reason comes with the event.
  const refused = new Promise<Error>((resolve) => child.once('error', resolve));
  const identity = child.pid === undefined ? undefined : identify(child.pid);
  if (identity === undefined) {
    const reason = child.pid === undefined ? (await refused).message : 'it ended at once';
    throw startError(spec, reason, logFile);
  }
  const daemon: Daemon = {
    ...identity,
    name: spec.name,
    startedAt: new Date().toISOString(),
    logFile,
    details: launch.details ?? {},
  };
  saveDaemon(home, daemon);
  child.unref();
  try {
    await waitUntilHealthy(daemon, spec);
  } catch (error) {
    await endProcess(daemon, { signal: 'SIGTERM', graceMs: 2_000 });
    throw error;
  }
  return daemon;
}

/**
 * Asks the daemon to end and kills it, with what it started, if it does not within `graceMs`. A process that merely
 * has the recorded pid is left alone.
 */
export function stopDaemon(
  home: string,
  name: string,
  options: { readonly graceMs: number; readonly signal?: NodeJS.Signals },
): Promise<'stopped' | 'killed' | 'not running'> {
  return withDaemonLock(home, name, async () => {
    const daemon = findDaemon(home, name);
    if (daemon === undefined) return 'not running';
    return endProcess(daemon, { signal: options.signal ?? 'SIGTERM', graceMs: options.graceMs });
  });
}

async function waitUntilHealthy(daemon: Daemon, spec: DaemonSpec): Promise<void> {
  const deadline = performance.now() + spec.healthTimeoutMs;
  while (!(await spec.isHealthy(daemon))) {
    if (!isAlive(daemon)) throw startError(spec, 'it ended', daemon.logFile);
    if (performance.now() > deadline) {
      throw startError(spec, `it does not answer after ${spec.healthTimeoutMs / 1000} s`, daemon.logFile);
    }
    await sleep(25);
  }
  // The answer may have come from another process on the same port.
  if (!isAlive(daemon)) throw startError(spec, 'it ended', daemon.logFile);
}

async function endProcess(
  daemon: Daemon,
  options: { readonly signal: NodeJS.Signals; readonly graceMs: number },
): Promise<'stopped' | 'killed'> {
  signal(daemon.pid, options.signal);
  const deadline = performance.now() + options.graceMs;
  while (isAlive(daemon)) {
    if (performance.now() > deadline) {
      // Started detached, so it leads a group of its own: children go with it.
      signal(-daemon.pid, 'SIGKILL');
      while (isAlive(daemon)) await sleep(10);
      return 'killed';
    }
    await sleep(20);
  }
  return 'stopped';
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    // It ended between the look and the signal.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function startError(spec: DaemonSpec, reason: string, logFile: string): ServiceError {
  const tail = existsSync(logFile)
    ? readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-8).join('\n')
    : '';
  return new ServiceError('SERVICE_START', `${spec.name} did not start: ${reason}. Log: ${logFile}\n${tail}`);
}
