import {
  type EstimateRow,
  listSweeps,
  loadEstimates,
  type Store,
  type SweepProgress,
  sweepProgress,
} from '@widthwise/store';
import type { CellSummary, SeriesPoint, SweepSummary } from '../shapes/summary.ts';
import type { Reader } from './reader.ts';

const ROWS = 10_000;

/** The quantities of the panels and the views that hold them. */
const SERIES = [
  { view: 'correlation_map', quantity: 'correlation' },
  { view: 'relative_entropy_trajectories', quantity: 'relative-entropy' },
  { view: 'gaussianity', quantity: 'excess-kurtosis-conditional' },
] as const;

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

const toCell = (row: EstimateRow): CellSummary => ({
  cell: row.cell,
  activation: row.activation,
  width: row.width,
  depth: row.depth,
  sigmaW: row.sigmaW,
  sigmaB: row.sigmaB,
  networks: row.networks,
});

const toPoint = (row: EstimateRow): SeriesPoint => ({
  cell: row.cell,
  quantity: row.quantity,
  layer: row.layer ?? 0,
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
    cells: async (sweepId) => {
      const where = { layer: 1, inputA: 1 };
      return (await loadEstimates(store, { view: 'length_map', sweepId, where, limit: ROWS })).map(toCell);
    },
    series: async (sweepId, cells) => {
      const requests = cells.flatMap((cell) =>
        SERIES.map(({ view, quantity }) =>
          loadEstimates(store, { view, sweepId, where: { cell, quantity, inputA: 1 }, limit: ROWS }),
        ),
      );
      return (await Promise.all(requests)).flat().map(toPoint);
    },
  };
}
