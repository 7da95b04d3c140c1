import type { SweepSummary } from '../shapes/summary.ts';

const CLIENTS = 50;

type Listener = (sweep: SweepSummary) => void;

/**
 * Live progress: one look at the store serves every page that follows a sweep. A notification of the store triggers the
 * look; a slow beat covers a lost notification.
 */
export class ProgressHub {
  readonly #look: (sweepId: string) => Promise<SweepSummary | undefined>;
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #pending = new Set<string>();
  readonly #beat: NodeJS.Timeout;

  constructor(look: (sweepId: string) => Promise<SweepSummary | undefined>, beatMs = 2000) {
    this.#look = look;
    this.#beat = setInterval(() => {
      for (const sweepId of this.#listeners.keys()) this.notify(sweepId);
    }, beatMs);
  }

  get clients(): number {
    return [...this.#listeners.values()].reduce((sum, listeners) => sum + listeners.size, 0);
  }

  /** Undefined when as many clients as allowed are already connected. */
  follow(sweepId: string, listener: Listener): (() => void) | undefined {
    if (this.clients >= CLIENTS) return undefined;
    const listeners = this.#listeners.get(sweepId) ?? new Set();
    this.#listeners.set(sweepId, listeners.add(listener));
    this.notify(sweepId);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(sweepId);
    };
  }

  /** Something of this sweep changed: look once, however many notifications arrive meanwhile. */
  notify(sweepId: string): void {
    if (!this.#listeners.has(sweepId) || this.#pending.has(sweepId)) return;
    this.#pending.add(sweepId);
    this.#look(sweepId)
      .then((sweep) => {
        if (sweep !== undefined) for (const listener of this.#listeners.get(sweepId) ?? []) listener(sweep);
      })
      .catch((error: unknown) => {
        process.stderr.write(
          `${JSON.stringify({ event: 'progress-failed', sweepId, error: String(error) })}\n`,
        );
      })
      .finally(() => this.#pending.delete(sweepId));
  }

  close(): void {
    clearInterval(this.#beat);
    this.#listeners.clear();
  }
}
