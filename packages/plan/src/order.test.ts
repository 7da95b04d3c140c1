import fc from 'fast-check';
import { expect, test } from 'vitest';
import { interleave, spreadOrder } from './order.ts';

test('the spread order visits every cell once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 500 }), (count) => {
      expect([...spreadOrder(count)].sort((a, b) => a - b)).toEqual(
        Array.from({ length: count }, (_, i) => i),
      );
    }),
    { seed: 5, numRuns: 100 },
  );
});

test('every beginning of the spread order leaves no wide gap', () => {
  const count = 41;
  const order = spreadOrder(count);
  for (const visited of [4, 8, 16, 32]) {
    const seen = [-1, ...order.slice(0, visited).sort((a, b) => a - b), count];
    const gaps = seen.slice(1).map((cell, i) => cell - seen[i]!);
    expect(Math.max(...gaps)).toBeLessThanOrEqual((2 * 64) / visited);
  }
});

test('every cell has its first shard run before any has its second', () => {
  expect(interleave([['a1', 'a2', 'a3'], ['b1'], ['c1', 'c2']])).toEqual([
    'a1',
    'c1',
    'b1',
    'a2',
    'c2',
    'a3',
  ]);
});
