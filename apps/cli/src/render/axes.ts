import type { PlannedCell } from '@widthwise/plan';
import type { Column } from './table.ts';
import { formatCount, formatNumber } from './units.ts';

/** A row about a cell, with the axes that every view has. */
interface CellRow {
  readonly cell: string;
  readonly activation: string;
  /** Absent where a row is about several widths. */
  readonly width?: number;
  readonly depth: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
}

/** Axes under their own names, whatever a spec called them. */
const named: readonly { readonly keys: readonly string[]; readonly column: Column<CellRow> }[] = [
  { keys: ['activation'], column: { title: 'φ', text: (row) => row.activation } },
  {
    keys: ['width'],
    column: {
      title: 'N',
      align: 'right',
      text: (row) => (row.width === undefined ? '–' : formatCount(row.width)),
    },
  },
  { keys: ['depth'], column: { title: 'L', align: 'right', text: (row) => formatCount(row.depth) } },
  {
    keys: ['sigmaW', 'sigmaW2'],
    column: { title: 'σ_w', align: 'right', text: (row) => formatNumber(row.sigmaW, 5) },
  },
  {
    keys: ['sigmaB', 'sigmaB2'],
    column: { title: 'σ_b', align: 'right', text: (row) => formatNumber(row.sigmaB, 5) },
  },
];

const namedPaths = new Set(named.flatMap(({ keys }) => keys.map((key) => `network.${key}`)));

/** Columns of the axes that tell rows apart: those of every view, then whatever else the sweep varies, such as weights. */
export function axisColumns<Row extends CellRow>(
  rows: readonly Row[],
  cells: readonly PlannedCell[],
): readonly Column<Row>[] {
  const axesOf = new Map(cells.map(({ cell, axes }) => [cell.id, axes]));
  const paths = new Set(cells.flatMap(({ axes }) => Object.keys(axes)));
  const others = [...paths]
    .filter((path) => !namedPaths.has(path))
    .map(
      (path): Column<Row> => ({
        title: path.slice(path.indexOf('.') + 1),
        text: (row) => String(axesOf.get(row.cell)?.[path] ?? '–'),
      }),
    );
  return [...named.map(({ column }) => column), ...others].filter(
    ({ text }) => new Set(rows.map(text)).size > 1,
  );
}
