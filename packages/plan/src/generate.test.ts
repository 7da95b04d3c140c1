import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generate, generatorFault } from './generate.ts';

test('linspace gives the numbers that a person would write', () => {
  const values = generate({ linspace: [1, 3, 41] }, false);
  expect(values).toEqual(Array.from({ length: 41 }, (_, i) => Number((1 + i / 20).toFixed(2))));
  expect(generate({ linspace: [-0.3, 0.3, 7] }, false)).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
});

test('range includes its end when whole steps reach it, and only then', () => {
  expect(generate({ range: [0, 0.8, 0.1] }, false)).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]);
  expect(generate({ range: [10, 70, 3] }, true)).toHaveLength(21);
  expect(generate({ range: [1, 4, 2] }, true)).toEqual([1, 3]);
  expect(generate({ range: [4, 1, -1] }, true)).toEqual([4, 3, 2, 1]);
});

test('logarithmic spacings hit powers exactly and round to integers on integer leaves', () => {
  expect(generate({ geomspace: [32, 4096, 8] }, true)).toEqual([32, 64, 128, 256, 512, 1024, 2048, 4096]);
  expect(generate({ logspace: [0, 3, 4] }, false)).toEqual([1, 10, 100, 1000]);
  expect(generate({ geomspace: [10, 1000, 4] }, true)).toEqual([10, 46, 215, 1000]);
});

test('a generator that gives no list says why', () => {
  expect(generatorFault({ range: [1, 2, 0] })).toMatch(/step other than 0/);
  expect(generatorFault({ range: [1, 2, -1] })).toMatch(/towards/);
  expect(generatorFault({ range: [0, 1, 1e-9] })).toMatch(/100000/);
  expect(generatorFault({ geomspace: [-1, 2, 3] })).toMatch(/same sign/);
});

test('every linspace has its ends exactly, ascends, and has as many points as asked for', () => {
  const decimal = fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 1000);
  fc.assert(
    fc.property(decimal, decimal, fc.integer({ min: 2, max: 200 }), (a, b, points) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b) + 1];
      const values = generate({ linspace: [from, to, points] }, false);
      expect(values).toHaveLength(points);
      expect(values[0]).toBe(from === 0 ? 0 : from);
      expect(values.at(-1)).toBeCloseTo(to, 12);
      for (let i = 1; i < points; i++) expect(values[i]! > values[i - 1]!).toBe(true);
    }),
    { seed: 20210706, numRuns: 200 },
  );
});
