import { useCallback, useEffect, useState } from 'react';
import type { CellSummary, SeriesPoint, SweepSummary } from '../../shapes/summary.ts';
import { findSweep, followSweep, listCells, loadSeries } from '../api.ts';
import { colorsFor } from '../panels/colors.ts';
import { LayerPanel } from '../panels/layer-panel.tsx';
import { panels } from '../panels/panels.ts';
import { CellSelector } from './cell-selector.tsx';
import { Failure } from './failure.tsx';
import { SweepHeader } from './sweep-header.tsx';

/** One sweep: live progress, a choice of width and σ_w, and the panels. */
export function SweepPage({ id }: { readonly id: string }) {
  const [sweep, setSweep] = useState<SweepSummary>();
  const [cells, setCells] = useState<readonly CellSummary[]>([]);
  const [chosen, setChosen] = useState<readonly CellSummary[]>([]);
  const [points, setPoints] = useState<readonly SeriesPoint[]>([]);
  const [error, setError] = useState<Error>();

  useEffect(() => {
    Promise.all([findSweep(id), listCells(id)]).then(([found, listed]) => {
      setSweep(found);
      setCells(listed);
    }, setError);
    return followSweep(id, setSweep);
  }, [id]);

  const stored = sweep?.networksStored;
  const state = sweep?.state;
  const names = chosen.map((cell) => cell.cell).join(',');
  // biome-ignore lint/correctness/useExhaustiveDependencies: progress (`stored`, `state`) is what makes the points stale
  useEffect(() => {
    if (names === '') return setPoints([]);
    let isCurrent = true;
    loadSeries(id, names.split(',')).then((loaded) => isCurrent && setPoints(loaded), setError);
    return () => {
      isCurrent = false;
    };
  }, [id, names, stored, state]);

  const choose = useCallback((next: readonly CellSummary[]) => setChosen(next), []);
  if (error !== undefined) return <Failure error={error} />;
  if (sweep === undefined) return <p className="empty">Loading…</p>;
  const colors = colorsFor(chosen.length);
  return (
    <>
      <SweepHeader sweep={sweep} />
      <CellSelector cells={cells} colors={colors} chosen={chosen} onChoose={choose} />
      <div className="panels">
        {panels.map((panel) => (
          <LayerPanel key={panel.quantity} panel={panel} cells={chosen} colors={colors} points={points} />
        ))}
      </div>
    </>
  );
}
