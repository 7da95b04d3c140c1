import { failureMessage } from './failures.ts';
import type { Log } from './log.ts';

/** What a fleet needs of a Temporal worker. */
export interface Drainable {
  run(): Promise<void>;
  shutdown(): void;
}

/** The Temporal workers of a process: they run together, and when one stops or fails the others stop too. */
export class Fleet {
  readonly #log: Log;
  readonly #workers = new Set<Drainable>();
  readonly #whenStopped: Promise<void>;
  #markStopped: () => void = () => undefined;
  #isStopping = false;
  #hasFailed = false;

  constructor(log: Log) {
    this.#log = log;
    this.#whenStopped = new Promise((resolve) => {
      this.#markStopped = resolve;
    });
  }

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** A worker that comes after the end is not started. */
  start(worker: Drainable): void {
    if (this.#isStopping) return;
    this.#workers.add(worker);
    void this.#run(worker);
  }

  /** Stops polling; what runs is finished, or given up after its grace time. */
  stop(reason: string): void {
    if (this.#isStopping) return;
    this.#isStopping = true;
    this.#log('worker-stopping', { reason });
    if (this.#workers.size === 0) this.#markStopped();
    for (const worker of this.#workers) worker.shutdown();
  }

  /** Resolves when every worker has stopped: to false if one of them failed. */
  async stopped(): Promise<boolean> {
    await this.#whenStopped;
    return !this.#hasFailed;
  }

  async #run(worker: Drainable): Promise<void> {
    try {
      await worker.run();
    } catch (error) {
      this.#hasFailed = true;
      this.#log('worker-failed', { message: failureMessage(error) });
    }
    this.#workers.delete(worker);
    this.stop('a worker ended');
    if (this.#workers.size === 0) this.#markStopped();
  }
}
