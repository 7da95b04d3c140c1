import { describe, expect, it } from 'vitest';
import { requireMemory, statisticsBytes } from './memory.ts';

describe('statisticsBytes', () => {
  it('is one state per level of the tree, and a leaf', () => {
    const layout = { moments: 3, groups: [2], counts: 4, reservoir: { capacity: 5, values: 1 } };
    const state = 4 * 3 + (2 + 3) + 4 + 5 * 3;
    expect(statisticsBytes([layout], 8)).toBe(8 * state * 5);
    expect(statisticsBytes([layout, layout], 1)).toBe(2 * 8 * state * 2);
  });
});

describe('requireMemory', () => {
  it('refuses what exceeds four fifths of the budget, and says how much is missing', () => {
    const mebibyte = 2 ** 20;
    requireMemory(80 * mebibyte, 100 * mebibyte, 'cell 3f2a');
    expect(() => requireMemory(81 * mebibyte, 100 * mebibyte, 'cell 3f2a')).toThrow(
      'BACKEND_MEMORY: cell 3f2a needs about 81 MiB, 80 % of the budget is 80 MiB.',
    );
  });
});
