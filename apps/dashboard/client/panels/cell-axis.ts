import type { CellSummary } from '../../shapes/summary.ts';

const squared = (sigma: number): string => String(Number((sigma * sigma).toPrecision(6)));

/** Something that cells differ in and are ordered by. */
export interface CellAxis {
  readonly name: string;
  readonly of: (cell: CellSummary) => number;
  readonly text: (cell: CellSummary) => string;
}

const axes: readonly CellAxis[] = [
  { name: 'σ_w²', of: (cell) => cell.sigmaW ** 2, text: (cell) => squared(cell.sigmaW) },
  { name: 'width', of: (cell) => cell.width, text: (cell) => String(cell.width) },
  { name: 'depth', of: (cell) => cell.depth, text: (cell) => String(cell.depth) },
  { name: 'σ_b²', of: (cell) => cell.sigmaB ** 2, text: (cell) => squared(cell.sigmaB) },
];

/** What the cells along one axis have in common. */
export const networkOf = (cell: CellSummary, along: CellAxis): string =>
  [
    cell.activation,
    ...axes.filter((axis) => axis !== along).map((axis) => `${axis.name} ${axis.text(cell)}`),
  ].join(', ');

/** The axis along which cells make the fewest groups: the one that a sweep is about. */
export function mainAxis(cells: readonly CellSummary[]): CellAxis {
  const groups = (axis: CellAxis): number => new Set(cells.map((cell) => networkOf(cell, axis))).size;
  return axes.reduce((best, axis) => (groups(axis) < groups(best) ? axis : best));
}

/** A cell's place on an axis, with the beginning of its id where others of the list share the place. */
export function labelOf(cell: CellSummary, along: CellAxis, members: readonly CellSummary[]): string {
  const isShared = members.some((other) => other !== cell && along.of(other) === along.of(cell));
  return isShared ? `${along.text(cell)} (${cell.cell.slice(0, 4)})` : along.text(cell);
}
