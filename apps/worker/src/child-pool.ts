import type { ChildOptions } from './compute-child.ts';
import { ComputeChild } from './compute-child.ts';

export interface ChildPoolOptions extends ChildOptions {
  /** Tasks after which a child is replaced, against leaks. */
  readonly tasksPerChild: number;
  /** Resident memory above which a child is replaced. */
  readonly memoryBytes: number;
}

export interface RunOptions {
  /** Aborting kills the child. */
  readonly signal: AbortSignal;
  readonly onProgress: (networks: number) => void;
}

/**
 * Compute children, started when needed and kept between tasks. How many there are follows from how many tasks the caller
 * runs at a time: the worker's slots.
 */
export class ChildPool<Task, Result> {
  readonly #options: ChildPoolOptions;
  readonly #idle: ComputeChild<Task, Result>[] = [];
  readonly #busy = new Set<ComputeChild<Task, Result>>();

  constructor(options: ChildPoolOptions) {
    this.#options = options;
  }

  get children(): readonly ComputeChild<Task, Result>[] {
    return [...this.#idle, ...this.#busy];
  }

  async run(task: Task, options: RunOptions): Promise<Result> {
    options.signal.throwIfAborted();
    const child = this.#take();
    const kill = () => child.kill();
    options.signal.addEventListener('abort', kill, { once: true });
    try {
      return await child.run(task, options.onProgress);
    } catch (error) {
      // The child died because it was told to: the caller's reason says more than its exit does.
      options.signal.throwIfAborted();
      throw error;
    } finally {
      options.signal.removeEventListener('abort', kill);
      this.#giveBack(child);
    }
  }

  close(): void {
    for (const child of this.children) child.kill();
    this.#idle.length = 0;
  }

  #take(): ComputeChild<Task, Result> {
    let child = this.#idle.pop();
    // A child may die between tasks, of memory or of a nemesis.
    while (child?.hasExited) child = this.#idle.pop();
    child ??= new ComputeChild<Task, Result>(this.#options);
    this.#busy.add(child);
    return child;
  }

  #giveBack(child: ComputeChild<Task, Result>): void {
    this.#busy.delete(child);
    const isSpent =
      child.tasks >= this.#options.tasksPerChild || child.residentBytes > this.#options.memoryBytes;
    if (isSpent) child.kill();
    else if (!child.hasExited) this.#idle.push(child);
  }
}
