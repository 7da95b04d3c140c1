/** What the workflow may ask for. Payloads are ids, ranges and counts; nothing else enters a history. */

export const SWEEP_QUEUE = 'widthwise-sweeps';
export const computeQueue = (deviceClass: string): string => `widthwise-${deviceClass}`;
export const sweepWorkflowId = (sweepId: string): string => `sweep-${sweepId}`;

/** One shard to run. Everything else is read from the store by the worker. */
export interface ShardAssignment {
  readonly sweepId: string;
  readonly shardId: string;
  readonly cellId: string;
  readonly lineage: string;
  readonly first: number;
  readonly networks: number;
  readonly deviceClass: string;
  /** Cost model's estimate, for timeouts. */
  readonly seconds: number;
}

export interface Page {
  readonly shards: readonly ShardAssignment[];
  /** Shards missing in all, this page included. */
  readonly missing: number;
}

/** Served on `SWEEP_QUEUE`. */
export interface SweepActivities {
  /** Asks the store for at most `limit` missing shards, ordered so that the picture sharpens everywhere first. */
  planPage(input: { sweepId: string; limit: number; failed: readonly string[] }): Promise<Page>;
  /** Merges and estimates the sweep's cells whose stored networks are ahead of their estimates. */
  mergeCells(input: { sweepId: string }): Promise<{ cells: number }>;
  finishSweep(input: { sweepId: string; outcome: 'completed' | 'partial' | 'cancelled' | 'failed'; message?: string }): Promise<void>;
}

/** Served on `computeQueue(deviceClass)`. */
export interface ComputeActivities {
  runShard(input: ShardAssignment): Promise<{ outcome: 'stored' | 'present' }>;
}

/** Argument and continue-as-new state of the workflow `sweep`. */
export interface SweepInput {
  readonly sweepId: string;
  readonly done: number;
  readonly failed: readonly string[];
}
