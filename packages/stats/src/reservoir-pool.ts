import type { StatisticsLayout } from './statistics.ts';

interface Row {
  readonly hash: number;
  readonly network: number;
  readonly values: Float64Array;
}

const byHash = (a: Row, b: Row): number => a.hash - b.hash || a.network - b.network;

/**
 * Gathers reservoirs of disjoint sets of networks, any number of them in any order, and keeps what merging them two by two would keep
 * (`mergeReservoirs`), bit for bit: the rows with the smallest hashes. Work per network is constant, since most rows are turned
 * away once there are enough.
 */
export class ReservoirPool {
  readonly #capacity: number;
  readonly #stride: number;
  #kept: Row[] = [];
  /** A row above this hash is not among the smallest. */
  #largest = Number.POSITIVE_INFINITY;

  constructor({ reservoir }: StatisticsLayout) {
    this.#capacity = reservoir?.capacity ?? 0;
    this.#stride = 2 + (reservoir?.values ?? 0);
  }

  /** @param reservoir - rows of (hash, network, values…), which the pool refers to from then on. */
  add(reservoir: Float64Array): void {
    if (this.#capacity === 0) return;
    const stride = this.#stride;
    for (let at = 0; at < reservoir.length; at += stride) {
      const hash = reservoir[at]!;
      if (hash > this.#largest) continue;
      const values = reservoir.subarray(at, at + stride);
      this.#kept.push({ hash, network: reservoir[at + 1]!, values });
    }
    if (this.#kept.length >= 2 * this.#capacity) this.#shrink();
  }

  /** The rows kept, hash ascending, then network. */
  rows(): Float64Array {
    this.#shrink();
    const rows = new Float64Array(this.#kept.length * this.#stride);
    for (const [index, { values }] of this.#kept.entries()) rows.set(values, index * this.#stride);
    return rows;
  }

  #shrink(): void {
    this.#kept = this.#kept.sort(byHash).slice(0, this.#capacity);
    const last = this.#kept.at(-1);
    if (last !== undefined && this.#kept.length === this.#capacity) this.#largest = last.hash;
  }
}
