/** What the workflow may ask for. Payloads are ids, ranges and counts; nothing else enters a history. */

export const SWEEP_WORKFLOW = 'sweep';
/** Signals: a paused sweep starts no shard; those that run end and are stored. */
export const PAUSE_SIGNAL = 'pause';
export const RESUME_SIGNAL = 'resume';
export const SWEEP_QUEUE = 'widthwise-sweeps';
export const computeQueue = (deviceClass: string): string => `widthwise-${deviceClass}`;
export const sweepWorkflowId = (sweepId: string): string => `sweep-${sweepId}`;

/** Largest payload that may enter a history: an oversized activity result is retried for ever, not failed. */
export const PAYLOAD_LIMIT_BYTES = 64 * 1024;

/** One shard to run. Everything else is read from the store by the worker. */
export interface ShardAssignment {
  readonly sweepId: string;
  readonly cellId: string;
  readonly lineage: string;
  readonly first: number;
  readonly networks: number;
  readonly deviceClass: string;
  /** Cost model's estimate, for timeouts. */
  readonly seconds: number;
}

/** A lineage and where its shards run. */
export interface PageVariant {
  readonly lineage: string;
  readonly deviceClass: string;
}

/** Missing shards, written so that a full page stays under the payload limit: each id once. */
export interface Page {
  readonly variants: readonly PageVariant[];
  /** Cell id, index into `variants`, estimated seconds per network. */
  readonly cells: readonly (readonly [cellId: string, variant: number, secondsPerNetwork: number])[];
  /** Index into `cells`, first network, number of networks; in the order in which they are to run. */
  readonly shards: readonly (readonly [cell: number, first: number, networks: number])[];
  /** Shards missing in all, this page included. */
  readonly missing: number;
  /** Shards of this sweep that the store holds already. */
  readonly stored: number;
}

export type SweepOutcome = 'completed' | 'partial' | 'cancelled' | 'failed';

/** A shard that will not be tried again in this sweep. */
export interface FailedShard {
  readonly sweepId: string;
  readonly cellId: string;
  readonly lineage: string;
  readonly first: number;
  readonly networks: number;
  readonly code: string;
  readonly message: string;
}

/** Served on `SWEEP_QUEUE`. */
export interface SweepActivities {
  /**
   * Asks the store for at most `limit` missing shards, ordered so that the picture sharpens everywhere first.
   * `failed` holds the labels of shards to leave out.
   */
  planPage(input: { sweepId: string; limit: number; failed: readonly string[] }): Promise<Page>;
  /** Merges and estimates the sweep's cells whose stored networks are ahead of their estimates. */
  mergeCells(input: { sweepId: string }): Promise<{ cells: number }>;
  recordFailure(input: FailedShard): Promise<void>;
  finishSweep(input: { sweepId: string; outcome: SweepOutcome; message?: string }): Promise<void>;
}

/** Served on `computeQueue(deviceClass)`. */
export interface ComputeActivities {
  runShard(input: ShardAssignment): Promise<{ outcome: 'stored' | 'present' }>;
}

/** Argument and continue-as-new state of the workflow `sweep`. */
export interface SweepInput {
  readonly sweepId: string;
  /** Shards that ended well so far. */
  readonly done: number;
  /** Labels of shards that will not be tried again. */
  readonly failed: readonly string[];
  /** Set by continue as new: the page that follows may not miss more than this. */
  readonly missingAtMost?: number;
  /** Set by continue as new: workflow time of the last merge, in ms. */
  readonly mergedAt?: number;
  /** Set by continue as new: message of the first failure. */
  readonly firstFailure?: string;
  /** Set by continue as new. */
  readonly isPaused?: boolean;
}

export interface SweepResult {
  readonly outcome: SweepOutcome;
  readonly done: number;
  readonly failed: number;
}

/** Names a shard within its sweep. Short, because histories carry failed ones; 64 bits of the cell id are enough. */
export const shardLabel = (cellId: string, first: number, networks: number): string =>
  `${cellId.slice(0, 16)}/${first}+${networks}`;
