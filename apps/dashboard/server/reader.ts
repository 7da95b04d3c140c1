import type { CellSummary, QuantitySummary, SeriesPoint, SweepSummary } from '../shapes/summary.ts';

/** What the pages read, each from a view of the store. */
export interface Reader {
  sweeps(): Promise<readonly SweepSummary[]>;
  sweep(id: string): Promise<SweepSummary | undefined>;
  cells(sweepId: string): Promise<readonly CellSummary[]>;
  quantities(sweepId: string, cell: string): Promise<readonly QuantitySummary[]>;
  /** What panels draw: of every quantity the rows of one choice of inputs. */
  series(
    sweepId: string,
    cells: readonly string[],
    quantities: readonly string[],
  ): Promise<readonly SeriesPoint[]>;
}
