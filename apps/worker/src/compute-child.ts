import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { ChildFault, FromChild } from './child-protocol.ts';

/** How the children of one pool are started. */
export interface ChildOptions {
  /** Module that the child runs. */
  readonly entry: string | URL;
  /** The child's whole environment: no credentials in it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly hardening: readonly string[];
}

/** A fault that the child reported; the child lives on. */
export class ChildReportedError extends Error {
  readonly code: string | undefined;

  constructor(fault: ChildFault) {
    super(fault.message);
    this.name = fault.name;
    this.code = fault.code;
  }
}

/** The child died while it worked. */
export class LostChildError extends Error {
  readonly code = 'LOST_CHILD';
}

/** How much of a child's standard error is kept, to tell why it died. */
const LAST_WORDS = 1_000;

interface Running<Result> {
  readonly resolve: (result: Result) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: (networks: number) => void;
  networks: number;
}

/** One compute process. It works on one task at a time and can be killed at any moment. */
export class ComputeChild<Task, Result> {
  readonly #process: ChildProcess;
  #running: Running<Result> | undefined;
  #lastWords = '';
  #hasExited = false;
  tasks = 0;
  residentBytes = 0;

  constructor(options: ChildOptions) {
    this.#process = fork(options.entry, [], {
      serialization: 'advanced',
      env: { ...options.environment },
      execArgv: [...options.hardening],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#process.on('message', (message: FromChild<Result>) => this.#receive(message));
    this.#process.on('error', (error) => this.#lose(error.message));
    this.#process.on('exit', (code, signal) => this.#lose(signal === null ? `exit code ${code}` : signal));
    this.#process.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-LAST_WORDS);
    });
    this.#yieldToTheDesktop();
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get hasExited(): boolean {
    return this.#hasExited;
  }

  run(task: Task, onProgress: (networks: number) => void): Promise<Result> {
    if (this.#running !== undefined) throw new Error('a compute child works on one task at a time');
    this.tasks += 1;
    return new Promise((resolve, reject) => {
      this.#running = { resolve, reject, onProgress, networks: 0 };
      // A send that fails is followed by the exit event, which tells more.
      this.#process.send({ task }, () => undefined);
    });
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  #receive(message: FromChild<Result>): void {
    const running = this.#running;
    if (running === undefined) return;
    if (message.kind === 'progress') {
      running.networks = message.networks;
      running.onProgress(message.networks);
      return;
    }
    this.#running = undefined;
    this.residentBytes = message.residentBytes;
    if (message.kind === 'result') running.resolve(message.result);
    else running.reject(new ChildReportedError(message.fault));
  }

  #lose(how: string): void {
    this.#hasExited = true;
    const running = this.#running;
    this.#running = undefined;
    const said = this.#lastWords.trim();
    running?.reject(
      new LostChildError(
        `LOST_CHILD: the compute process ${this.pid ?? ''} ended with ${how} after ${running.networks} networks.${said === '' ? '' : ` It said: ${said}`}`,
      ),
    );
  }

  /** The parent, which heartbeats and saves, comes first; so does whoever sits at the machine. */
  #yieldToTheDesktop(): void {
    if (this.pid === undefined) return;
    try {
      setPriority(this.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch (error) {
      // Gone already: its exit event says why. Anything else is a fault of ours.
      if (!(error instanceof Error) || !/ESRCH/.test(error.message)) throw error;
    }
  }
}
