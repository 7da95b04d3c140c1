import type { CellSummary, SeriesPoint, SweepSummary } from '../shapes/summary.ts';

/** What the pages read, each from a view of the store. */
export interface Reader {
  sweeps(): Promise<readonly SweepSummary[]>;
  sweep(id: string): Promise<SweepSummary | undefined>;
  cells(sweepId: string): Promise<readonly CellSummary[]>;
  series(sweepId: string, cells: readonly string[]): Promise<readonly SeriesPoint[]>;
}
