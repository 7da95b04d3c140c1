import type { ExperimentParameters } from '@widthwise/experiments';
import type { ProbeSelection } from '@widthwise/probes';

/** One grid point. `id` is the SHA-256 (hex) of the canonical JSON of the other fields. */
export interface Cell {
  readonly id: string;
  readonly experiment: string;
  readonly version: number;
  readonly seed: number;
  readonly parameters: ExperimentParameters;
}

/** Where a cell's shards run; also the Temporal task queue `widthwise-<deviceClass>`. */
export type DeviceClass = 'cpu' | 'tensorflow-cpu' | 'tensorflow-gpu';

/** A cell within a sweep. */
export interface PlannedCell {
  readonly cell: Cell;
  /** How many networks the sweep wants of this cell: 0 … networks − 1. */
  readonly networks: number;
  /** Networks per shard: a power of two. */
  readonly shardNetworks: number;
  readonly deviceClass: DeviceClass;
  /** Expected backend fingerprint. */
  readonly fingerprint: string;
  /** SHA-256 (hex) of probes with versions and options, numerics version and fingerprint: which shards may be merged. */
  readonly lineage: string;
  readonly secondsPerNetwork: number;
  readonly memoryBytes: number;
  /** Values of the swept axes at this cell, by dotted path (such as "network.width"), in spec order. */
  readonly axes: Readonly<Record<string, number | string>>;
}

/** A validated, expanded sweep, ready to be stored. `id` is the SHA-256 (hex) of the canonical spec. */
export interface SweepPlan {
  readonly id: string;
  readonly name: string;
  /** The canonical spec, every default written out. */
  readonly spec: unknown;
  readonly probes: readonly ProbeSelection[];
  readonly cells: readonly PlannedCell[];
}

/** A block of networks of one cell, to be computed by one child. `id` as in design: SHA-256 of cell, lineage, first, count. */
export interface ShardKey {
  readonly id: string;
  readonly cellId: string;
  readonly lineage: string;
  /** First network: a multiple of `networks`. */
  readonly first: number;
  /** A power of two, except that the target may cut the last block into smaller powers of two. */
  readonly networks: number;
}
