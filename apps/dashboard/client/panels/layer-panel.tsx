import * as Plot from '@observablehq/plot';
import { useEffect, useRef } from 'react';
import type { CellSummary, SeriesPoint } from '../../shapes/summary.ts';
import type { CellAxis } from './cell-axis.ts';
import { describePoints, type Panel } from './panels.ts';

interface Props {
  readonly panel: Panel;
  readonly cells: readonly CellSummary[];
  /** What is drawn against where a cell has one value alone. */
  readonly along: CellAxis;
  readonly colors: readonly string[];
  readonly points: readonly SeriesPoint[];
}

/** Positive values over more than this are drawn on a logarithmic scale. */
const LOGARITHMIC = 1000;

interface DrawnPoint extends SeriesPoint {
  readonly x: number;
}

interface Drawing {
  readonly label: string;
  readonly points: readonly DrawnPoint[];
  /** Whether a cell has a curve rather than one value. */
  readonly hasCurve: boolean;
}

const differs = (values: readonly unknown[]): boolean => new Set(values).size > 1;

/** Against layers, else steps, else what the cells differ in. */
function place(points: readonly SeriesPoint[], cells: readonly CellSummary[], along: CellAxis): Drawing {
  const isCurve = (of: (point: SeriesPoint) => number | null) =>
    cells.some(({ cell }) => differs(points.filter((point) => point.cell === cell).map(of)));
  for (const label of ['layer', 'step'] as const)
    if (isCurve((point) => point[label]))
      return { label, points: points.map((point) => ({ ...point, x: point[label] ?? 0 })), hasCurve: true };
  const places = new Map(cells.map((cell) => [cell.cell, along.of(cell)]));
  const drawn = points.map((point) => ({ ...point, x: places.get(point.cell) ?? 0 }));
  return { label: along.name, points: drawn, hasCurve: false };
}

/** One quantity against depth: dots with ± 2 standard errors, and the theory as a line of the same colour. */
export function LayerPanel({ panel, cells, along, colors, points }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const names = new Set(cells.map(({ cell }) => cell));
  const drawn = points.filter(({ quantity, cell }) => quantity === panel.quantity && names.has(cell));
  const drawing = place(drawn, cells, along);
  useEffect(() => {
    const node = holder.current;
    if (node === null) return;
    const figure = draw(panel, cells, colors, drawing);
    node.replaceChildren(figure);
    return () => figure.remove();
  });
  const note = panel.note ?? describePoints(drawn, drawing.hasCurve);
  return (
    <section className="panel" data-quantity={panel.quantity} data-points={drawn.length}>
      <h2>{panel.title}</h2>
      {drawn.length === 0 ? <p className="empty">Nothing stored yet.</p> : <div ref={holder} />}
      <p className="note">{note} Bars: ± 2 standard errors over networks.</p>
    </section>
  );
}

function draw(
  panel: Panel,
  cells: readonly CellSummary[],
  colors: readonly string[],
  { label, points, hasCurve }: Drawing,
): Element {
  const measured = points.filter((point) => point.value !== null);
  const withError = measured.filter((point) => point.standardError !== null);
  const predicted = points.filter((point) => point.prediction !== null);
  const values = measured.map((point) => point.value ?? 0);
  const least = Math.min(...values);
  const isLog = !panel.isFromZero && least > 0 && Math.max(...values) > LOGARITHMIC * least;
  // Below 0 a logarithmic axis has no place: such a bar ends at the least value.
  const bar = (sign: number) => (point: SeriesPoint) => {
    const end = (point.value ?? 0) + sign * 2 * (point.standardError ?? 0);
    return isLog && end <= 0 ? least : end;
  };
  const theory = { x: 'x', y: 'prediction', stroke: 'cell', strokeWidth: 1.5 } as const;
  return Plot.plot({
    className: 'plot',
    width: 560,
    height: 340,
    marginLeft: 56,
    marginBottom: 40,
    grid: true,
    x: { label, nice: false, ...(label === 'width' ? { type: 'log', base: 2 } : {}) },
    y: {
      label: panel.axis === '' ? null : panel.axis,
      nice: true,
      zero: panel.isFromZero,
      ...(isLog ? { type: 'log' } : {}),
    },
    color: { type: 'ordinal', domain: cells.map((cell) => cell.cell), range: [...colors] },
    marks: [
      panel.isFromZero ? Plot.ruleY([0], { stroke: '#bbb' }) : null,
      Plot.ruleX(withError, {
        x: 'x',
        y1: bar(-1),
        y2: bar(1),
        stroke: 'cell',
        strokeWidth: 1.2,
        strokeOpacity: 0.55,
      }),
      Plot.dot(measured, { x: 'x', y: 'value', fill: 'cell', r: 2.2 }),
      hasCurve
        ? Plot.line(predicted, { ...theory, z: 'cell' })
        : Plot.dot(predicted, { ...theory, symbol: 'times' }),
      Plot.crosshairX(measured, { x: 'x', y: 'value', color: 'cell' }),
    ],
  });
}
