import { expect, test } from 'vitest';
import { cellOf, pitGrid } from './pit-grid.ts';

/** Bin by definition: the number of edges that u has reached. */
const binOf = (u: number, edges: Float64Array): number => edges.filter((edge) => edge <= u).length;

function gridBin(u: number, edges: Float64Array): number {
  const grid = pitGrid(edges);
  const cell = cellOf(u, grid);
  return grid.below[cell]! + (u >= grid.edges[cell]! ? 1 : 0);
}

/** Edges of uneven spacing, dense at the centre as those of equiprobable bins are. */
const uneven = Float64Array.from(
  { length: 63 },
  (_, i) => Math.tan((Math.PI * (i + 1)) / 64 - Math.PI / 2) / 3,
);

test.each([uneven, Float64Array.of(0), Float64Array.of(-0.3, 0.1, 0.1001), Float64Array.of(0.25, 0.5, 0.75)])(
  'cell and comparison give the number of edges reached, on edges and beside them too (case %#)',
  (edges) => {
    const points = [-1e9, -7, 7, 1e9, 0, Number.MAX_VALUE];
    for (const edge of edges) points.push(edge, edge - 1e-15, edge + 1e-15, edge - 1e-3, edge + 1e-3);
    for (let i = 0; i < 500; i++) points.push((i - 250) / 61);
    for (const u of points) expect(gridBin(u, edges), `u = ${u}`).toBe(binOf(u, edges));
  },
);

test('edges that do not ascend, are not finite or lie too close are refused', () => {
  expect(() => pitGrid(Float64Array.of(0, 0))).toThrow(/ascend strictly/);
  expect(() => pitGrid(Float64Array.of(0, Number.NaN))).toThrow(/pitEdges\[1\] must be finite/);
  expect(() => pitGrid(Float64Array.of(0, 1e-9, 3))).toThrow(/too close/);
  expect(() => pitGrid(new Float64Array())).toThrow(/at least one edge/);
});
