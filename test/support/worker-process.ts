import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../apps/worker/dist/main.js', import.meta.url));

/** One line of a worker's log. */
export interface LogLine {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** A worker as a user runs it: the built program, in a process of its own. */
export class WorkerProcess {
  readonly lines: LogLine[] = [];
  /** Resolves to the exit code, or the signal that ended it. */
  readonly exited: Promise<number | string>;
  readonly #process: ChildProcess;
  readonly #waiting = new Set<() => void>();

  constructor(environment: Readonly<Record<string, string>>) {
    const { PATH = '', HOME = '' } = process.env;
    this.#process = spawn(process.execPath, ['--disable-proto=delete', MAIN], {
      env: { PATH, HOME, ...environment },
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    this.exited = new Promise((resolve) => {
      this.#process.on('exit', (code, signal) => resolve(signal ?? code ?? 0));
    });
    const { stderr } = this.#process;
    if (stderr === null) throw new Error('the worker has no standard error');
    createInterface({ input: stderr }).on('line', (line) => {
      this.lines.push(parse(line));
      for (const check of this.#waiting) check();
    });
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /** The n-th line with this event, when it has come. */
  async line(event: string, count = 1): Promise<LogLine> {
    const found = () => this.lines.filter((line) => line.event === event)[count - 1];
    return await Promise.race([
      new Promise<LogLine>((resolve) => {
        const check = () => {
          const line = found();
          if (line === undefined) return;
          this.#waiting.delete(check);
          resolve(line);
        };
        this.#waiting.add(check);
        check();
      }),
      this.exited.then((how) => {
        throw new Error(
          `the worker ended (${how}) before "${event}": ${JSON.stringify(this.lines.slice(-5))}`,
        );
      }),
    ]);
  }

  kill(signal: NodeJS.Signals): void {
    this.#process.kill(signal);
  }

  async stop(): Promise<number | string> {
    this.kill('SIGTERM');
    return await this.exited;
  }

  /** Compute children alive, as the kernel knows them. */
  computeChildren(): readonly number[] {
    return childrenOf(this.pid).filter((pid) => commandOf(pid).some((word) => word.endsWith('/child.js')));
  }
}

export const isAlive = (pid: number): boolean => {
  // A process that nobody has waited for yet is dead all the same.
  const state = /^State:\s+(\S)/m.exec(readIfThere(`/proc/${pid}/status`))?.[1];
  return state !== undefined && state !== 'Z';
};

function childrenOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readIfThere(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return [];
  }
}

const commandOf = (pid: number): readonly string[] => readIfThere(`/proc/${pid}/cmdline`).split('\0');

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function parse(line: string): LogLine {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && 'event' in value)
      return { ...value, event: String(value.event) };
  } catch {
    // Not of our making: told as it stands.
  }
  return { event: 'text', line };
}
