import {
  type EstimateFilter,
  type EstimateRow,
  listSweeps,
  loadEstimates,
  type Store,
  type SweepProgress,
  sweepProgress,
} from '@widthwise/store';
import type { SeriesPoint, SweepSummary } from '../shapes/summary.ts';
import { drawnRows, summarizeQuantities } from './drawn-rows.ts';
import { readCells } from './read-cells.ts';
import type { Reader } from './reader.ts';

const ROWS = 10_000;

/** Time left if the rest runs at the rate so far; undefined before anything is stored. */
function secondsLeft(progress: SweepProgress): number | null {
  if (progress.networksPerSecond === null || progress.networksPerSecond <= 0 || progress.costShare <= 0)
    return null;
  const { startedAt, lastStoredAt } = progress;
  if (startedAt === null || lastStoredAt === null) return null;
  const elapsed = (lastStoredAt.getTime() - startedAt.getTime()) / 1000;
  return elapsed > 0 ? (elapsed * (1 - progress.costShare)) / progress.costShare : null;
}

const toSummary = (progress: SweepProgress): SweepSummary => ({
  id: progress.sweepId,
  name: progress.name,
  state: progress.state,
  cells: progress.cells,
  cellsDone: progress.cellsDone,
  shardsStored: progress.shardsStored,
  networksStored: progress.networksStored,
  networksWanted: progress.networksWanted,
  share: progress.costShare,
  networksPerSecond: progress.networksPerSecond,
  secondsLeft: secondsLeft(progress),
  failures: progress.failures + progress.nonFiniteNetworks,
  createdAt: progress.createdAt.toISOString(),
  message: progress.message,
});

const toPoint = (row: EstimateRow): SeriesPoint => ({
  cell: row.cell,
  quantity: row.quantity,
  layer: row.layer,
  step: row.step,
  inputA: row.inputA,
  inputB: row.inputB,
  value: row.value,
  standardError: row.standardError,
  networks: row.networks,
  prediction: row.prediction,
  theory: row.theory,
});

/** Reads the views of the store as role `dashboard`. */
export function storeReader(store: Store): Reader {
  return {
    sweeps: async () => (await listSweeps(store, { limit: 200 })).map(toSummary),
    sweep: async (id) => {
      try {
        return toSummary(await sweepProgress(store, id));
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'SWEEP_UNKNOWN') return undefined;
        throw error;
      }
    },
    cells: (sweepId) => readCells(store, sweepId),
    quantities: async (sweepId, cell) => {
      const of = (where: EstimateFilter) =>
        loadEstimates(store, { view: 'estimates', sweepId, where: { cell, ...where }, limit: ROWS });
      // Cells with many inputs have more rows than are read: those of the first input name nearly every quantity.
      return summarizeQuantities([...(await of({ inputA: 1 })), ...(await of({}))]);
    },
    series: async (sweepId, cells, quantities) => {
      const rowsOf = (cell: string, quantity: string) =>
        loadEstimates(store, { view: 'estimates', sweepId, where: { cell, quantity }, limit: ROWS });
      const requests = cells.flatMap((cell) =>
        quantities.map(async (quantity) => drawnRows(await rowsOf(cell, quantity))),
      );
      return (await Promise.all(requests)).flat().map(toPoint);
    },
  };
}
