import { expect, test } from 'vitest';
import { bracketedRoot } from './bracketed-root.ts';

test('roots of smooth, steep and flat functions are found to the last digits in few evaluations', () => {
  for (const [f, from, to, root] of [
    [(x: number) => x * x - 2, 1, 2, Math.SQRT2],
    [(x: number) => 2 - x * x, 2, 0, Math.SQRT2],
    [(x: number) => Math.exp(20 * (x - 0.3)) - 1, 0, 1, 0.3],
    [(x: number) => Math.atan(1e3 * (x - 0.7)), 0, 2, 0.7],
  ] as const) {
    let evaluations = 0;
    const counted = (x: number): number => {
      evaluations += 1;
      return f(x);
    };
    expect(Math.abs(bracketedRoot(counted, from, to) / root - 1)).toBeLessThan(1e-14);
    expect(evaluations).toBeLessThan(40);
  }
});

test('an interval without change of sign is refused', () => {
  expect(() => bracketedRoot((x) => x * x + 1, 0, 1)).toThrow(RangeError);
});
