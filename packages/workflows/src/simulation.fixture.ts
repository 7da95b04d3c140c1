import type { SweepInput } from './contract.ts';
import { WINDOW_SHARDS } from './decisions.ts';
import { type Ending, initialState, type ShardFailure, type SweepEvent, step } from './machine.ts';

/** What a seed decides. Times are virtual milliseconds. */
export interface Scenario {
  readonly shards: number;
  readonly pageShards: number;
  readonly slots: number;
  /** Probability, an attempt each: the worker dies, the store's answer to a save is lost, the store is away for good. */
  readonly death: number;
  readonly lostAnswer: number;
  readonly away: number;
  /** Share of shards that fail whenever they are tried. */
  readonly poison: number;
  readonly pauses: number;
  readonly cancelAt: number | undefined;
  readonly isHistoryLongAfter: number;
}

export interface Verdict {
  readonly outcome: Ending['kind'] | 'stuck';
  /** Broken promises, in words; empty if the sweep behaved. */
  readonly faults: readonly string[];
  readonly stored: number;
  readonly failed: number;
  readonly runs: number;
  readonly milliseconds: number;
  /** Slot time spent on attempts, and slot time there was. */
  readonly busy: number;
}

/** A small generator with a seed: the schedule of a scenario is the same every time. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const HEARTBEAT_TIMEOUT_MS = 12_000;
const poisonFailure: ShardFailure = {
  code: 'NUMERICAL_RANGE',
  message: 'NUMERICAL_RANGE: always',
  isRetryable: false,
};

/** Events in order of virtual time; equal times in order of scheduling. */
class Clock {
  now = 0;
  readonly #heap: { at: number; order: number; run: () => void }[] = [];
  #order = 0;

  after(delay: number, run: () => void): void {
    const entry = { at: this.now + delay, order: this.#order++, run };
    let i = this.#heap.push(entry) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (!isBefore(this.#heap[i], this.#heap[parent])) break;
      this.#swap(i, parent);
      i = parent;
    }
  }

  /** Runs the next event; false if there is none. */
  advance(): boolean {
    const [first] = this.#heap;
    if (first === undefined) return false;
    const last = this.#heap.pop();
    if (last !== undefined && this.#heap.length > 0) {
      this.#heap[0] = last;
      this.#sink();
    }
    this.now = first.at;
    first.run();
    return true;
  }

  #sink(): void {
    for (let i = 0; ; ) {
      const children = [2 * i + 1, 2 * i + 2].filter((child) => child < this.#heap.length);
      const smallest = children.reduce(
        (best, c) => (isBefore(this.#heap[c], this.#heap[best]) ? c : best),
        i,
      );
      if (smallest === i) return;
      this.#swap(i, smallest);
      i = smallest;
    }
  }

  #swap(i: number, j: number): void {
    const [a, b] = [this.#heap[i], this.#heap[j]];
    if (a === undefined || b === undefined) return;
    this.#heap[i] = b;
    this.#heap[j] = a;
  }
}

type Entry = { readonly at: number; readonly order: number } | undefined;
const isBefore = (a: Entry, b: Entry): boolean =>
  a !== undefined && b !== undefined && (a.at < b.at || (a.at === b.at && a.order < b.order));

/**
 * Runs a sweep of the real state machine against a model of store, Temporal and workers under a virtual clock, and checks on the way
 * what a sweep promises.
 *
 * @param decide - the machine under test, so that broken ones can be put in its place.
 */
export function simulate(scenario: Scenario, seed: number, decide: typeof step = step): Verdict {
  const random = randomOf(seed);
  const clock = new Clock();
  const stored = new Set<string>();
  const poisoned = new Set<string>();
  const labels = Array.from({ length: scenario.shards }, (_, i) => `shard-${i}`);
  for (const label of labels) if (random() < scenario.poison) poisoned.add(label);
  const faults: string[] = [];
  const queue: { label: string; done: (event: 'stored' | 'away' | 'cancelled' | 'failed') => void }[] = [];
  let [freeSlots, runs, events, busy] = [scenario.slots, 0, 0, 0];
  let [isCancelled, isPaused] = [false, false];
  let input: SweepInput = { sweepId: 'simulated', done: 0, failed: [] };

  const work = (): void => {
    while (freeSlots > 0 && queue.length > 0) {
      const next = queue.shift();
      if (next === undefined) return;
      freeSlots -= 1;
      const duration = 1_000 + 4_000 * random();
      clock.after(duration, () => attempt(next, duration));
    }
  };
  const attempt = (shard: (typeof queue)[number], duration: number): void => {
    busy += duration;
    freeSlots += 1;
    const again = (delay: number): void =>
      clock.after(delay, () => {
        queue.push(shard);
        work();
      });
    if (isCancelled) shard.done('cancelled');
    else if (poisoned.has(shard.label)) shard.done('failed');
    else if (random() < scenario.death) again(HEARTBEAT_TIMEOUT_MS);
    else if (random() < scenario.away) shard.done('away');
    else {
      stored.add(shard.label);
      if (random() < scenario.lostAnswer) again(1_000);
      else shard.done('stored');
    }
    work();
  };

  const steer = (kind: 'pause' | 'resume'): void => {
    isPaused = kind === 'pause';
    send({ kind });
  };
  for (let pause = 0; pause < scenario.pauses; pause++) {
    const at = 20_000 * random();
    clock.after(at, () => steer('pause'));
    clock.after(at + 30_000 * random(), () => steer('resume'));
  }
  const cancel = (): void => {
    isCancelled = true;
  };
  if (scenario.cancelAt !== undefined) clock.after(scenario.cancelAt, cancel);

  let state = initialState(input, 0);
  let pageLabels: readonly string[] = [];
  const startedHere = new Set<string>();
  let merging = 0;
  const begin = (): void => {
    runs += 1;
    state = initialState(input, clock.now);
    startedHere.clear();
    merging = 0;
    clock.after(5 + 50 * random(), () => {
      const missing = labels.filter((label) => !stored.has(label) && !input.failed.includes(label));
      pageLabels = missing.slice(0, scenario.pageShards);
      send({ kind: 'planned', labels: pageLabels, missing: missing.length, stored: stored.size });
    });
  };
  const send = (event: SweepEvent): void => {
    if (state.ending !== undefined) return;
    events += 1;
    const isHistoryLong = startedHere.size >= scenario.isHistoryLongAfter;
    const next = decide(state, event, { now: clock.now, isHistoryLong });
    state = next.state;
    for (const command of next.commands) obey(command);
    if (state.running > WINDOW_SHARDS) faults.push(`${state.running} shards were pending`);
    if (state.ending?.kind === 'continue') {
      input = state.ending.input;
      begin();
    }
  };
  const obey = (command: ReturnType<typeof step>['commands'][number]): void => {
    if (command.kind === 'merge') {
      merging += 1;
      if (merging > 1) faults.push('two merges ran at once');
      clock.after(500 * random(), () => {
        merging -= 1;
        send({ kind: 'merged' });
      });
    } else if (command.kind === 'record') clock.after(20, () => send({ kind: 'recorded' }));
    else start(command.index);
  };
  const start = (index: number): void => {
    const label = pageLabels[index] ?? '';
    if (isPaused) faults.push(`${label} was started while paused`);
    if (startedHere.has(label)) faults.push(`${label} was started twice`);
    startedHere.add(label);
    const done = (kind: 'stored' | 'away' | 'cancelled' | 'failed'): void =>
      send(kind === 'failed' ? { kind, index, failure: poisonFailure } : { kind, index });
    queue.push({ label, done });
    work();
  };

  begin();
  const limit = 2_000 + 400 * scenario.shards;
  while (state.ending === undefined && events < limit && clock.advance());
  const failed = new Set(state.failed);
  if (state.ending?.kind === 'complete')
    for (const label of labels)
      if (stored.has(label) === failed.has(label))
        faults.push(`${label} is neither stored nor failed, or both`);
  for (const label of failed) if (!poisoned.has(label)) faults.push(`${label} failed without reason`);
  return {
    outcome: state.ending?.kind ?? 'stuck',
    faults,
    stored: stored.size,
    failed: failed.size,
    runs,
    milliseconds: clock.now,
    busy: busy / Math.max(1, clock.now * scenario.slots),
  };
}
