import { afterEach, expect, test } from 'vitest';
import type { SweepSummary } from '../shapes/summary.ts';
import { ProgressHub } from './progress.ts';

const summary: SweepSummary = {
  id: 'a'.repeat(64),
  name: 'order-chaos',
  state: 'running',
  cells: 1,
  cellsDone: 0,
  shardsStored: 0,
  networksStored: 0,
  networksWanted: 8,
  share: 0,
  networksPerSecond: null,
  secondsLeft: null,
  failures: 0,
  createdAt: '2026-11-23T00:00:00Z',
  message: null,
};

let hub: ProgressHub | undefined;
afterEach(() => hub?.close());

test('many notifications during one look cause one look', async () => {
  let looks = 0;
  let finish: (sweep: SweepSummary) => void = () => undefined;
  const gate = new Promise<SweepSummary>((resolve) => {
    finish = resolve;
  });
  hub = new ProgressHub(() => {
    looks++;
    return gate;
  }, 1e6);
  const seen: SweepSummary[] = [];
  hub.follow(summary.id, (sweep) => seen.push(sweep));
  for (let i = 0; i < 100; i++) hub.notify(summary.id);
  finish(summary);
  await gate;
  await Promise.resolve();
  expect(looks).toBe(1);
  expect(seen).toEqual([summary]);
});

test('the fifty-first client is turned away, and a place becomes free when one leaves', () => {
  const small = new ProgressHub(async () => undefined, 1e6);
  hub = small;
  const leave = Array.from({ length: 50 }, () => small.follow(summary.id, () => undefined));
  expect(leave.every((stop) => stop !== undefined)).toBe(true);
  expect(small.follow(summary.id, () => undefined)).toBeUndefined();
  leave[0]?.();
  expect(small.clients).toBe(49);
  expect(small.follow(summary.id, () => undefined)).toBeDefined();
});

test('a sweep nobody follows is not looked at', () => {
  let looks = 0;
  hub = new ProgressHub(async () => {
    looks++;
    return summary;
  }, 1e6);
  hub.notify(summary.id);
  expect(looks).toBe(0);
});
