import { useEffect, useMemo, useState } from 'react';
import type { CellSummary } from '../../shapes/summary.ts';
import { type CellAxis, labelOf, networkOf } from '../panels/cell-axis.ts';
import { MAXIMUM_CURVES } from '../panels/colors.ts';

interface Props {
  readonly cells: readonly CellSummary[];
  readonly along: CellAxis;
  readonly colors: readonly string[];
  readonly chosen: readonly CellSummary[];
  readonly onChoose: (cells: readonly CellSummary[]) => void;
}

/** `count` entries spread evenly over a list, ends included. */
function spread<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length <= count) return list;
  return Array.from(
    { length: count },
    (_, i) => list[Math.round((i * (list.length - 1)) / (count - 1))],
  ).filter((item): item is T => item !== undefined);
}

/** The choice without the cell nearest to the one that comes, if it is full. */
function makeRoom(
  chosen: readonly CellSummary[],
  cell: CellSummary,
  along: CellAxis,
): readonly CellSummary[] {
  if (chosen.length < MAXIMUM_CURVES) return chosen;
  const distance = (other: CellSummary) => Math.abs(along.of(other) - along.of(cell));
  const nearest = chosen.reduce((best, other) => (distance(other) < distance(best) ? other : best));
  return chosen.filter((other) => other !== nearest);
}

/** A network, but for the main axis of the sweep, and up to six of its cells along that axis. */
export function CellSelector({ cells, along, colors, chosen, onChoose }: Props) {
  const groups = useMemo(() => [...new Set(cells.map((cell) => networkOf(cell, along)))], [cells, along]);
  const [selected, setSelected] = useState<string>();
  const current = selected ?? groups[0];
  const order = (a: CellSummary, b: CellSummary) => along.of(a) - along.of(b);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `order` follows from `along`
  const members = useMemo(
    () => cells.filter((cell) => networkOf(cell, along) === current).sort(order),
    [cells, along, current],
  );
  useEffect(() => onChoose(spread(members, MAXIMUM_CURVES)), [members, onChoose]);
  const toggle = (cell: CellSummary) => {
    const without = chosen.filter((other) => other.cell !== cell.cell);
    const next = without.length < chosen.length ? without : [...makeRoom(chosen, cell, along), cell];
    onChoose([...next].sort(order));
  };
  return (
    <form className="selector">
      <label>
        network{' '}
        <select value={current} onChange={(event) => setSelected(event.target.value)} name="network">
          {groups.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <fieldset>
        <legend>{along.name}</legend>
        {members.map((cell) => {
          const index = chosen.findIndex((other) => other.cell === cell.cell);
          return (
            <button type="button" key={cell.cell} aria-pressed={index >= 0} onClick={() => toggle(cell)}>
              <svg width="10" height="10" aria-hidden="true">
                <circle cx="5" cy="5" r="4" fill={index >= 0 ? colors[index] : 'none'} stroke="#999" />
              </svg>{' '}
              {labelOf(cell, along, members)}
            </button>
          );
        })}
      </fieldset>
    </form>
  );
}
