import { color } from './style.ts';
import { formatNumber } from './units.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
  readonly error?: number;
}

export interface Chart {
  readonly width: number;
  readonly height: number;
  readonly measured: readonly Point[];
  readonly theory: readonly Point[];
  /** Vertical lines with a label. */
  readonly marks: readonly { readonly x: number; readonly label: string }[];
  readonly xLabel: string;
  readonly yLabel: string;
  readonly isLogY: boolean;
}

/** Bits of a braille cell by column and row, top to bottom. */
const BRAILLE = [
  [0x01, 0x02, 0x04, 0x40],
  [0x08, 0x10, 0x20, 0x80],
] as const;

interface Frame {
  readonly column: (x: number) => number;
  readonly row: (y: number) => number;
  readonly value: (row: number) => number;
}

const bounds = (values: readonly number[]): [number, number] => {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low === high ? [low - 1, high + 1] : [low, high];
};

/** Maps values to continuous columns and rows, row 0 on top; the range is that of the measured points and a margin. */
function frameOf({ width, height, measured, theory, isLogY }: Chart): Frame {
  const forward = isLogY ? Math.log : (y: number) => y;
  const backward = isLogY ? Math.exp : (y: number) => y;
  const shown = measured.length > 0 ? measured : theory;
  const [xLow, xHigh] = bounds([...measured, ...theory].map((point) => point.x));
  const [yLow, yHigh] = bounds(shown.map((point) => forward(point.y)));
  const margin = 0.06 * (yHigh - yLow);
  const [bottom, top] = [yLow - margin, yHigh + margin];
  return {
    column: (x) => ((x - xLow) / (xHigh - xLow)) * (width - 1),
    row: (y) => ((top - forward(y)) / (top - bottom)) * (height - 1),
    value: (row) => backward(top - (row / (height - 1)) * (top - bottom)),
  };
}

/** Draws the theory as a thin braille curve, straight between its points. */
function drawCurve(grid: string[][], theory: readonly Point[], frame: Frame): void {
  const bits = new Map<string, number>();
  for (let i = 1; i < theory.length; i++) {
    const [from, to] = [theory[i - 1], theory[i]];
    if (from === undefined || to === undefined) continue;
    const columns = [frame.column(from.x) + 0.5, frame.column(to.x) + 0.5] as const;
    const rows = [frame.row(from.y) + 0.5, frame.row(to.y) + 0.5] as const;
    if (![...columns, ...rows].every(Number.isFinite)) continue;
    const steps = Math.min(
      2000,
      Math.ceil(4 * Math.max(Math.abs(columns[1] - columns[0]), Math.abs(rows[1] - rows[0])) + 1),
    );
    for (let s = 0; s <= steps; s++) {
      const column = columns[0] + ((columns[1] - columns[0]) * s) / steps;
      const row = rows[0] + ((rows[1] - rows[0]) * s) / steps;
      const key = `${Math.floor(row)},${Math.floor(column)}`;
      const bit = BRAILLE[column % 1 < 0.5 ? 0 : 1][Math.min(3, Math.floor((row % 1) * 4))] ?? 0;
      bits.set(key, (bits.get(key) ?? 0) | bit);
    }
  }
  for (const [key, mask] of bits) {
    const [row = -1, column = -1] = key.split(',').map(Number);
    const line = grid[row];
    if (line !== undefined && column >= 0 && column < line.length)
      line[column] = color.yellow(String.fromCodePoint(0x2800 + mask));
  }
}

function drawPoints(grid: string[][], measured: readonly Point[], frame: Frame): void {
  const put = (row: number, column: number, text: string): void => {
    const line = grid[row];
    if (line !== undefined && column >= 0 && column < line.length) line[column] = text;
  };
  for (const { x, y, error } of measured) {
    const column = Math.round(frame.column(x));
    const row = Math.round(frame.row(y));
    if (error !== undefined && error > 0) {
      const top = Math.round(frame.row(y + error));
      const low = y - error;
      const bottom = Number.isFinite(frame.row(low)) ? Math.round(frame.row(low)) : grid.length - 1;
      for (let r = Math.max(0, top); r <= Math.min(bottom, grid.length - 1); r++)
        put(r, column, color.cyan('│'));
    }
    put(row, column, color.cyan('●'));
  }
}

/** A chart in the terminal: measured points with error bars, theory as a curve, marked places on the x axis. */
export function renderChart(chart: Chart): string {
  const { width, height, measured, theory, marks, xLabel, yLabel } = chart;
  const frame = frameOf(chart);
  const grid = Array.from({ length: height }, () => Array.from({ length: width }, () => ' '));
  const labels = Array.from({ length: width }, () => ' ');
  for (const { x, label } of marks) {
    const column = Math.round(frame.column(x));
    for (const line of grid) if (column >= 0 && column < width) line[column] = color.magenta('┊');
    const start = Math.max(0, Math.min(width - label.length, column - Math.floor(label.length / 2)));
    for (const [i, char] of [...label].entries()) labels[start + i] = char;
  }
  drawCurve(grid, theory, frame);
  drawPoints(grid, measured, frame);
  const ticks = new Set([0, Math.round((height - 1) / 2), height - 1]);
  const tickText = (row: number) => (ticks.has(row) ? formatNumber(frame.value(row), 3) : '');
  const margin = Math.max(...[...ticks].map((row) => tickText(row).length));
  const xs = [...measured, ...theory].map((point) => point.x);
  const [first, last] = [formatNumber(Math.min(...xs), 3), formatNumber(Math.max(...xs), 3)];
  const gap = Math.max(1, width - first.length - last.length - xLabel.length);
  const left = Math.floor(gap / 2);
  return [
    `${' '.repeat(margin)} ${color.dim(yLabel)}`,
    ...(marks.length > 0 ? [`${' '.repeat(margin)}  ${color.magenta(labels.join('').trimEnd())}`] : []),
    ...grid.map(
      (line, row) =>
        `${color.dim(tickText(row).padStart(margin))} ${color.dim(ticks.has(row) ? '┤' : '│')}${line.join('')}`,
    ),
    `${' '.repeat(margin)} ${color.dim(`└${'─'.repeat(width)}`)}`,
    `${' '.repeat(margin)}  ${color.dim(first + ' '.repeat(left) + xLabel + ' '.repeat(gap - left) + last)}`,
  ].join('\n');
}
