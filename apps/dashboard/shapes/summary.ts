/** What the server tells the pages. A sweep as they show it. */
export interface SweepSummary {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly cells: number;
  readonly cellsDone: number;
  readonly shardsStored: number;
  readonly networksStored: number;
  readonly networksWanted: number;
  /** Share of the work done, weighted by cost, 0…1. */
  readonly share: number;
  readonly networksPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly failures: number;
  readonly createdAt: string;
  readonly message: string | null;
}

export interface CellSummary {
  readonly cell: string;
  readonly activation: string;
  readonly width: number;
  readonly depth: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
}

/** A quantity that a cell has estimates of. */
export interface QuantitySummary {
  readonly quantity: string;
  /** Some estimate has a standard error, some has a prediction. */
  readonly hasErrors: boolean;
  readonly hasPredictions: boolean;
}

export interface SeriesPoint {
  readonly cell: string;
  readonly quantity: string;
  readonly layer: number | null;
  readonly step: number | null;
  readonly inputA: number | null;
  readonly inputB: number | null;
  readonly value: number | null;
  readonly standardError: number | null;
  readonly networks: number;
  readonly prediction: number | null;
  readonly theory: string | null;
}
