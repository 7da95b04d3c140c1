import { useEffect, useMemo, useState } from 'react';
import type { CellSummary } from '../../shapes/summary.ts';
import { MAXIMUM_CURVES } from '../panels/colors.ts';

interface Props {
  readonly cells: readonly CellSummary[];
  readonly colors: readonly string[];
  readonly chosen: readonly CellSummary[];
  readonly onChoose: (cells: readonly CellSummary[]) => void;
}

const squared = (sigma: number): string => String(Number((sigma * sigma).toPrecision(6)));
const group = (cell: CellSummary): string =>
  `${cell.activation}, width ${cell.width}, depth ${cell.depth}, σ_b² ${squared(cell.sigmaB)}`;

/** `count` entries spread evenly over a list, ends included. */
function spread<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length <= count) return list;
  return Array.from(
    { length: count },
    (_, i) => list[Math.round((i * (list.length - 1)) / (count - 1))],
  ).filter((item): item is T => item !== undefined);
}

/** The choice without the cell nearest in σ_w to the one that comes, if it is full. */
function makeRoom(chosen: readonly CellSummary[], cell: CellSummary): readonly CellSummary[] {
  if (chosen.length < MAXIMUM_CURVES) return chosen;
  const distance = (other: CellSummary) => Math.abs(other.sigmaW - cell.sigmaW);
  const nearest = chosen.reduce((best, other) => (distance(other) < distance(best) ? other : best));
  return chosen.filter((other) => other !== nearest);
}

/** A network (activation, width, depth, σ_b²) and up to six values of σ_w² of it. */
export function CellSelector({ cells, colors, chosen, onChoose }: Props) {
  const groups = useMemo(() => [...new Set(cells.map(group))], [cells]);
  const [selected, setSelected] = useState<string>();
  const current = selected ?? groups[0];
  const members = useMemo(
    () => cells.filter((cell) => group(cell) === current).sort((a, b) => a.sigmaW - b.sigmaW),
    [cells, current],
  );
  useEffect(() => onChoose(spread(members, MAXIMUM_CURVES)), [members, onChoose]);
  const toggle = (cell: CellSummary) => {
    const without = chosen.filter((other) => other.cell !== cell.cell);
    const next = without.length < chosen.length ? without : [...makeRoom(chosen, cell), cell];
    onChoose([...next].sort((a, b) => a.sigmaW - b.sigmaW));
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
        <legend>σ_w²</legend>
        {members.map((cell) => {
          const index = chosen.findIndex((other) => other.cell === cell.cell);
          return (
            <button type="button" key={cell.cell} aria-pressed={index >= 0} onClick={() => toggle(cell)}>
              <svg width="10" height="10" aria-hidden="true">
                <circle cx="5" cy="5" r="4" fill={index >= 0 ? colors[index] : 'none'} stroke="#999" />
              </svg>{' '}
              {squared(cell.sigmaW)}
            </button>
          );
        })}
      </fieldset>
    </form>
  );
}
