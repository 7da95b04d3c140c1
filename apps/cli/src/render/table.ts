import { color, terminalWidth, visibleWidth } from './style.ts';

export interface Column<Row> {
  readonly title: string;
  readonly align?: 'left' | 'right';
  readonly text: (row: Row) => string;
}

function clip(text: string, width: number): string {
  if (visibleWidth(text) <= width) return text;
  // Only plain text is ever clipped: coloured cells are short.
  return `${[...text].slice(0, Math.max(0, width - 1)).join('')}…`;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - visibleWidth(text)));
  return align === 'right' ? space + text : text + space;
}

/** Aligned columns under dim titles, two spaces apart; the widest left-aligned column gives way in a narrow terminal. */
export function renderTable<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = rows.map((row) => columns.map((column) => column.text(row)));
  const widths = columns.map((column, c) =>
    cells.reduce((width, row) => Math.max(width, visibleWidth(row[c] ?? '')), visibleWidth(column.title)),
  );
  const total = widths.reduce((sum, width) => sum + width + 2, -2);
  const widest = widths.indexOf(Math.max(...widths.filter((_, c) => columns[c]?.align !== 'right')));
  if (total > terminalWidth() && widest >= 0) {
    widths[widest] = Math.max(8, (widths[widest] ?? 0) - (total - terminalWidth()));
  }
  const line = (texts: readonly string[]) =>
    texts
      .map((text, c) => pad(clip(text, widths[c] ?? 0), widths[c] ?? 0, columns[c]?.align ?? 'left'))
      .join('  ')
      .trimEnd();
  return [color.dim(line(columns.map((column) => column.title))), ...cells.map(line)].join('\n');
}

/** "name  value" lines, names dim and aligned. */
export function renderFacts(facts: readonly (readonly [string, string])[]): string {
  const width = Math.max(...facts.map(([name]) => visibleWidth(name)));
  return facts.map(([name, value]) => `${color.dim(pad(name, width, 'left'))}  ${value}`).join('\n');
}
