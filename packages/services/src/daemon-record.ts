import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { logFolder, runFolder } from './home.ts';
import { isAlive, type ProcessIdentity } from './process-identity.ts';
import { writeWhole } from './write-whole.ts';

/** A background process of this home, as recorded when it was started. */
export interface Daemon extends ProcessIdentity {
  readonly name: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly logFile: string;
  /** What others need to find it, such as its port. Never a secret. */
  readonly details: Readonly<Record<string, string | number>>;
}

export function logFileOf(home: string, name: string): string {
  return join(logFolder(home), `${name}.log`);
}

function recordPath(home: string, name: string): string {
  return join(runFolder(home), `${name}.json`);
}

export function saveDaemon(home: string, daemon: Daemon): void {
  writeWhole(recordPath(home, daemon.name), `${JSON.stringify(daemon, null, 2)}\n`);
}

/** The record left by the last start, whether or not that process still lives. */
export function lastDaemon(home: string, name: string): Daemon | undefined {
  let text: string;
  try {
    text = readFileSync(recordPath(home, name), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  return parseDaemon(text);
}

/** The running daemon of that name; undefined if it was never started, was stopped, or died. */
export function findDaemon(home: string, name: string): Daemon | undefined {
  const daemon = lastDaemon(home, name);
  return daemon !== undefined && isAlive(daemon) ? daemon : undefined;
}

function parseDaemon(text: string): Daemon | undefined {
  let record: unknown;
  try {
    record = JSON.parse(text);
  } catch {
    // Records are written whole; one that does not parse names no process of ours.
    return undefined;
  }
  return isDaemon(record) ? record : undefined;
}

function isDaemon(record: unknown): record is Daemon {
  if (typeof record !== 'object' || record === null) return false;
  const fields: Partial<Record<keyof Daemon, unknown>> = record;
  const texts = [fields.name, fields.started, fields.startedAt, fields.logFile];
  return (
    typeof fields.pid === 'number' &&
    texts.every((text) => typeof text === 'string') &&
    typeof fields.details === 'object' &&
    fields.details !== null
  );
}
