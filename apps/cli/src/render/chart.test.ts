import { expect, test } from 'vitest';
import { type Chart, renderChart } from './chart.ts';
import { visibleWidth } from './style.ts';

const chart: Chart = {
  width: 40,
  height: 10,
  measured: [
    { x: 0, y: 1, error: 0.2 },
    { x: 1, y: 2 },
    { x: 2, y: 4 },
  ],
  theory: [
    { x: 0, y: 1 },
    { x: 2, y: 4 },
  ],
  marks: [{ x: 1, label: 'here' }],
  xLabel: 'x',
  yLabel: 'y',
  isLogY: false,
};

test('a chart has its height, its marks and one dot per visible point', () => {
  const text = renderChart(chart);
  expect(text.split('\n')).toHaveLength(10 + 4);
  expect(text).toContain('here');
  expect([...text].filter((char) => char === '●')).toHaveLength(3);
  expect(text).toContain('┊');
});

test('no line is wider than the chart and its axis', () => {
  for (const line of renderChart(chart).split('\n')) expect(visibleWidth(line)).toBeLessThanOrEqual(40 + 12);
});

test('a point that rises on a logarithmic axis rises evenly per factor', () => {
  const rows = renderChart({ ...chart, isLogY: true, theory: [], marks: [] }).split('\n');
  const rowOf = (n: number) =>
    rows
      .flatMap((line, row) => [...line].filter((char) => char === '●').map(() => row))
      .sort((a, b) => b - a)[n] ?? Number.NaN;
  expect(Math.abs(rowOf(0) - rowOf(1) - (rowOf(1) - rowOf(2)))).toBeLessThanOrEqual(1);
});

test('theory that leaves the picture does not break it', () => {
  const far = {
    ...chart,
    theory: [
      { x: 0, y: -1e300 },
      { x: 2, y: 1e300 },
      { x: 1, y: Number.NaN },
    ],
  };
  expect(renderChart(far).split('\n')).toHaveLength(14);
});
