import { planSweep } from '@widthwise/plan';
import { expect, test } from 'vitest';
import { axisColumns } from './axes.ts';

const { cells } = planSweep(
  {
    name: 'axes',
    network: {
      activation: 'tanh',
      width: [8, 16],
      depth: 3,
      sigmaW2: [1, 2],
      weights: ['gaussian', 'orthogonal'],
    },
    probes: ['overlaps'],
    networks: 4,
  },
  { force: false, memoryLimitBytes: 2 ** 32, unavailable: {} },
).plan;

const rows = cells.map(({ cell: { id, parameters } }) => ({ ...parameters.network, cell: id }));

test('rows have a column for each axis that tells them apart, whatever the spec called it', () => {
  const titles = (of: typeof rows) => axisColumns(of, cells).map(({ title }) => title);
  expect(titles(rows)).toEqual(['N', 'σ_w', 'weights']);
  expect(titles(rows.filter(({ width }) => width === 8))).toEqual(['σ_w', 'weights']);
  expect(titles(rows.slice(0, 1))).toEqual([]);
});

test('rows about several widths have no width', () => {
  const without = rows.map(({ width: _, ...row }) => row);
  expect(axisColumns(without, cells).map(({ title }) => title)).toEqual(['σ_w', 'weights']);
});
