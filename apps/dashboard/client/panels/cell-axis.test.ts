import { expect, test } from 'vitest';
import type { CellSummary } from '../../shapes/summary.ts';
import { labelOf, mainAxis, networkOf } from './cell-axis.ts';

const cell = (id: string, others: Partial<CellSummary>): CellSummary => ({
  cell: id,
  activation: 'tanh',
  width: 64,
  depth: 8,
  sigmaW: 1,
  sigmaB: 0,
  ...others,
});

test('a sweep of σ_w at several widths is drawn along σ_w, one of widths along width', () => {
  const grid = [64, 128].flatMap((width) =>
    [1, 1.5, 2].map((sigmaW) => cell(`${width} ${sigmaW}`, { width, sigmaW })),
  );
  expect(mainAxis(grid).name).toBe('σ_w²');
  expect(mainAxis(grid.filter(({ sigmaW }) => sigmaW === 2)).name).toBe('width');
  expect(mainAxis([]).name).toBe('σ_w²');
  expect(networkOf(cell('a', {}), mainAxis(grid))).toBe('tanh, width 64, depth 8, σ_b² 0');
});

test('cells that differ in what views do not show are told apart by their ids', () => {
  const members = [cell('aaaa0', {}), cell('bbbb0', {}), cell('cccc0', { sigmaW: 2 })];
  const along = mainAxis(members);
  expect(members.map((member) => labelOf(member, along, members))).toEqual(['1 (aaaa)', '1 (bbbb)', '4']);
});
