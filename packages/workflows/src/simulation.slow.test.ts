import { describe, expect, it } from 'vitest';
import { step } from './machine.ts';
import { randomOf, type Scenario, simulate, type Verdict } from './simulation.fixture.ts';

const SEEDS = 10_000;

/** A scenario of its own for every seed: small sweeps, so that pages, pauses and faults meet often. */
function scenarioOf(seed: number): Scenario {
  const random = randomOf(seed ^ 0x5bd1e995);
  const pick = (from: number, to: number): number => from + Math.floor((to - from + 1) * random());
  return {
    shards: pick(0, 60),
    pageShards: pick(1, 20),
    slots: pick(1, 8),
    death: random() < 0.5 ? 0 : 0.3 * random(),
    lostAnswer: random() < 0.5 ? 0 : 0.3 * random(),
    away: random() < 0.7 ? 0 : 0.1 * random(),
    poison: random() < 0.7 ? 0 : 0.2 * random(),
    pauses: pick(0, 2),
    cancelAt: random() < 0.15 ? 60_000 * random() : undefined,
    isHistoryLongAfter: random() < 0.2 ? pick(1, 10) : Number.POSITIVE_INFINITY,
  };
}

/** The first broken promise of the seeds up to a limit. */
function firstFault(limit: number, decide = step): string | undefined {
  for (let seed = 1; seed <= limit; seed++) {
    const scenario = scenarioOf(seed);
    const fault = faultOf(scenario, simulate(scenario, seed, decide));
    if (fault !== undefined) return `seed ${seed}: ${fault}`;
  }
  return undefined;
}

function faultOf(scenario: Scenario, verdict: Verdict): string | undefined {
  if (verdict.faults.length > 0) return verdict.faults[0];
  if (verdict.outcome === 'stuck') return 'the sweep never ended';
  if (verdict.outcome === 'cancelled' && scenario.cancelAt === undefined) return 'ended as cancelled unasked';
  if (verdict.outcome === 'fail' && scenario.poison === 0) return 'gave up without a poisoned shard';
  return undefined;
}

describe('a sweep under a virtual clock', () => {
  it(`keeps its promises in ${SEEDS} schedules of deaths, lost answers, absences, pauses and cancellations`, () => {
    expect(firstFault(SEEDS)).toBeUndefined();
  });

  it('repeats a schedule exactly', () => {
    const scenario = scenarioOf(7);
    expect(simulate(scenario, 7)).toEqual(simulate(scenario, 7));
  });

  it.each<[string, typeof step]>([
    ['starts shards while paused', (s, e, t) => step({ ...s, isPaused: false }, e, t)],
    ['forgets that a merge runs', (s, e, t) => step({ ...s, isMerging: false, mergedAt: -1e6 }, e, t)],
    [
      'takes an absence for a stored shard that is missing no more',
      (s, e, t) => (e.kind === 'away' ? step(s, { kind: 'stored', index: e.index }, t) : step(s, e, t)),
    ],
    [
      'loses the end of a shard',
      (s, e, t) => (e.kind === 'recorded' ? { state: s, commands: [] } : step(s, e, t)),
    ],
    [
      'starts the page again',
      (s, e, t) => step({ ...s, started: e.kind === 'stored' ? 0 : s.started }, e, t),
    ],
  ])('is caught when it %s', (_, mutant) => {
    expect(firstFault(2_000, mutant)).toBeDefined();
  });
});
