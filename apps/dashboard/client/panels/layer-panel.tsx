import * as Plot from '@observablehq/plot';
import { useEffect, useRef } from 'react';
import type { CellSummary, SeriesPoint } from '../../shapes/summary.ts';
import type { Panel } from './panels.ts';

interface Props {
  readonly panel: Panel;
  readonly cells: readonly CellSummary[];
  readonly colors: readonly string[];
  readonly points: readonly SeriesPoint[];
}

/** One quantity against depth: dots with ± 2 standard errors, and the theory as a line of the same colour. */
export function LayerPanel({ panel, cells, colors, points }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const drawn = points.filter(
    (point) =>
      point.quantity === panel.quantity &&
      point.inputA === panel.inputA &&
      (point.inputB ?? undefined) === panel.inputB,
  );
  useEffect(() => {
    const node = holder.current;
    if (node === null) return;
    const figure = draw(panel, cells, colors, drawn);
    node.replaceChildren(figure);
    return () => figure.remove();
  });
  return (
    <section className="panel" data-quantity={panel.quantity} data-points={drawn.length}>
      <h2>{panel.title}</h2>
      {drawn.length === 0 ? <p className="empty">Nothing stored yet.</p> : <div ref={holder} />}
      <p className="note">{panel.note} Bars: ± 2 standard errors over networks.</p>
    </section>
  );
}

function draw(
  panel: Panel,
  cells: readonly CellSummary[],
  colors: readonly string[],
  points: readonly SeriesPoint[],
): Element {
  const measured = points.filter((point) => point.value !== null);
  const withError = measured.filter((point) => point.standardError !== null);
  const predicted = points.filter((point) => point.prediction !== null);
  const bar = (sign: number) => (point: SeriesPoint) =>
    (point.value ?? 0) + sign * 2 * (point.standardError ?? 0);
  return Plot.plot({
    className: 'plot',
    width: 560,
    height: 340,
    marginLeft: 56,
    marginBottom: 40,
    grid: true,
    x: { label: 'layer', nice: false },
    y: { label: panel.axis, nice: true, zero: panel.quantity !== 'correlation' },
    color: { type: 'ordinal', domain: cells.map((cell) => cell.cell), range: [...colors] },
    marks: [
      Plot.ruleY([0], { stroke: '#bbb' }),
      Plot.ruleX(withError, {
        x: 'layer',
        y1: bar(-1),
        y2: bar(1),
        stroke: 'cell',
        strokeWidth: 1.2,
        strokeOpacity: 0.55,
      }),
      Plot.dot(measured, { x: 'layer', y: 'value', fill: 'cell', r: 2.2 }),
      Plot.line(predicted, { x: 'layer', y: 'prediction', z: 'cell', stroke: 'cell', strokeWidth: 1.5 }),
      Plot.crosshairX(measured, { x: 'layer', y: 'value', color: 'cell' }),
    ],
  });
}
