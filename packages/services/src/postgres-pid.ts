import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ServiceError } from './errors.ts';
import { identify, isAlive } from './process-identity.ts';

const GRACE_MS = 30_000;

/**
 * Makes way for a new server on `data` when the last one's pid file names a living process: a server that nobody
 * recorded (its starter was killed just then) is shut down; a stranger that came by the same pid is left alone and
 * the file, which would keep Postgres from starting, removed.
 */
export async function clearPostmasterPid(data: string): Promise<void> {
  const path = join(data, 'postmaster.pid');
  if (!existsSync(path)) return;
  const server = identify(Number(readFileSync(path, 'utf8').split('\n')[0]));
  if (server === undefined) {
    // Postgres itself passes over a pid that is gone, but takes a dead process that nobody has waited for (all of
    // them, in a container whose first process waits for none) to be alive. That its children are gone too it sees
    // from the shared memory, file or no file.
    rmSync(path, { force: true });
    return;
  }
  if (!commandLine(server.pid).includes(data)) {
    rmSync(path, { force: true });
    return;
  }
  process.kill(server.pid, 'SIGINT');
  const deadline = performance.now() + GRACE_MS;
  while (isAlive(server)) {
    if (performance.now() > deadline) {
      throw new ServiceError(
        'SERVICE_START',
        `a Postgres with pid ${server.pid} holds ${data} and does not end`,
      );
    }
    await sleep(50);
  }
}

function commandLine(pid: number): string {
  try {
    if (process.platform === 'linux')
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    // It ended meanwhile.
    return '';
  }
}
