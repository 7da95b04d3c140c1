import { useCallback, useEffect, useMemo, useState } from 'react';
import type { CellSummary, QuantitySummary, SeriesPoint, SweepSummary } from '../../shapes/summary.ts';
import { findSweep, followSweep, listCells, listQuantities, loadSeries } from '../api.ts';
import { mainAxis } from '../panels/cell-axis.ts';
import { colorsFor } from '../panels/colors.ts';
import { LayerPanel } from '../panels/layer-panel.tsx';
import { arrange, panelOf } from '../panels/panels.ts';
import { CellSelector } from './cell-selector.tsx';
import { Failure } from './failure.tsx';
import { QuantitySelector } from './quantity-selector.tsx';
import { SweepHeader } from './sweep-header.tsx';

/** One sweep: live progress, a choice of cells and of quantities, and a panel for each quantity. */
export function SweepPage({ id }: { readonly id: string }) {
  const [sweep, setSweep] = useState<SweepSummary>();
  const [cells, setCells] = useState<readonly CellSummary[]>([]);
  const [chosen, setChosen] = useState<readonly CellSummary[]>([]);
  const [quantities, setQuantities] = useState<readonly QuantitySummary[]>([]);
  const [picked, setPicked] = useState<readonly string[]>();
  const [points, setPoints] = useState<readonly SeriesPoint[]>([]);
  const [error, setError] = useState<Error>();

  useEffect(() => {
    findSweep(id).then(setSweep, setError);
    return followSweep(id, setSweep);
  }, [id]);

  const stored = sweep?.networksStored;
  const state = sweep?.state;
  const hasCells = cells.length > 0;
  const hasQuantities = quantities.length > 0;
  const firstCell = chosen[0]?.cell;
  const names = chosen.map((cell) => cell.cell).join(',');
  const { all, open } = useMemo(() => arrange(quantities), [quantities]);
  const shown = all.filter((quantity) => (picked ?? open).includes(quantity));
  const drawn = shown.join(',');

  // Both lists are asked for until there is something in them, whenever something was stored.
  // biome-ignore lint/correctness/useExhaustiveDependencies: progress (`stored`, `state`) is what makes an empty list stale
  useEffect(() => {
    if (!hasCells) listCells(id).then(setCells, setError);
  }, [id, hasCells, stored, state]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: progress (`stored`, `state`) is what makes an empty list stale
  useEffect(() => {
    if (!hasQuantities && firstCell !== undefined)
      listQuantities(id, firstCell).then(setQuantities, setError);
  }, [id, hasQuantities, firstCell, stored, state]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: progress (`stored`, `state`) is what makes the points stale
  useEffect(() => {
    if (names === '' || drawn === '') return setPoints([]);
    let isCurrent = true;
    loadSeries(id, names, drawn).then((loaded) => isCurrent && setPoints(loaded), setError);
    return () => {
      isCurrent = false;
    };
  }, [id, names, drawn, stored, state]);

  const choose = useCallback((next: readonly CellSummary[]) => setChosen(next), []);
  const along = useMemo(() => mainAxis(cells), [cells]);
  const toggle = (quantity: string) =>
    setPicked(shown.includes(quantity) ? shown.filter((other) => other !== quantity) : [...shown, quantity]);
  if (error !== undefined) return <Failure error={error} />;
  if (sweep === undefined) return <p className="empty">Loading…</p>;
  const colors = colorsFor(chosen.length);
  return (
    <>
      <SweepHeader sweep={sweep} />
      <CellSelector cells={cells} along={along} colors={colors} chosen={chosen} onChoose={choose} />
      <QuantitySelector quantities={all} open={shown} onToggle={toggle} />
      {all.length === 0 && <p className="empty">Nothing stored yet.</p>}
      <div className="panels">
        {shown.map((quantity) => (
          <LayerPanel
            key={quantity}
            panel={panelOf(quantity)}
            cells={chosen}
            along={along}
            colors={colors}
            points={points}
          />
        ))}
      </div>
    </>
  );
}
