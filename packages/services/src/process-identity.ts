import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that no other can be mistaken for: pids are used again, a pid with its start time is not. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly started: string;
}

/** The identity of the living process with this pid; undefined if there is none. */
export function identify(pid: number): ProcessIdentity | undefined {
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined;
  const started = process.platform === 'linux' ? startTicks(pid) : startedByPs(pid);
  return started === undefined ? undefined : { pid, started };
}

export function isAlive(identity: ProcessIdentity): boolean {
  return identify(identity.pid)?.started === identity.started;
}

function startTicks(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command may hold spaces and parentheses: fields are counted from the last one. Field 3 is the state,
    // field 22 the start in ticks since boot, so the boot belongs to the identity.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${fields[19]}`;
  } catch {
    // A process that is gone has no entry, and may lose it between two reads.
    return undefined;
  }
}

function startedByPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
  } catch {
    // `ps` fails when no process has the pid.
    return undefined;
  }
}
