import { createHash } from 'node:crypto';
import type { ShardKey } from '@widthwise/plan';
import type { ProbeSelection } from '@widthwise/probes';
import type { Statistics } from '@widthwise/stats';
import { encodeFloats, encodeIntegers } from './values/arrays.ts';

/** Statistics of one probe as they are stored: Postgres array bytes and their hash. */
export interface EncodedStatistics {
  readonly probe: ProbeSelection;
  readonly contributors: number;
  readonly floats: Buffer;
  readonly counts: Buffer;
  readonly reservoir: Buffer;
  readonly contentHash: string;
}

/** A network that contributed to nothing. */
export interface NetworkFailure {
  readonly network: number;
  /** One-based. */
  readonly layer: number;
  readonly code: string;
  readonly message: string;
}

const sortedEntries = (options: Readonly<Record<string, number>>): [string, number][] =>
  Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));

type Unhashed = Omit<EncodedStatistics, 'contentHash'>;

/**
 * SHA-256 (hex) over probe, version, options, number of networks and the bytes of the three arrays (big-endian float64 and
 * int64 with their sizes, −0 as +0).
 */
export function hashStatistics(statistics: Unhashed): string {
  const { name, version, options } = statistics.probe;
  return createHash('sha256')
    .update(JSON.stringify(['statistics', name, version, sortedEntries(options), statistics.contributors]))
    .update(statistics.floats)
    .update(statistics.counts)
    .update(statistics.reservoir)
    .digest('hex');
}

/** @throws StoreError NUMERICAL_NONFINITE if a value is NaN or infinite. */
export function encodeStatistics(probe: ProbeSelection, statistics: Statistics): EncodedStatistics {
  const encoded: Unhashed = {
    probe,
    contributors: statistics.networks,
    floats: encodeFloats(statistics.floats, `statistics of probe "${probe.name}": floats`),
    counts: encodeIntegers(statistics.counts, `statistics of probe "${probe.name}": counts`),
    reservoir: encodeFloats(statistics.reservoir, `statistics of probe "${probe.name}": reservoir`),
  };
  return { ...encoded, contentHash: hashStatistics(encoded) };
}

/** SHA-256 (hex) of what a shard is: its key, the hashes of its statistics and its failures. No times, no worker. */
export const hashShard = (
  shard: ShardKey,
  statistics: readonly EncodedStatistics[],
  failures: readonly NetworkFailure[],
): string =>
  hashStoredShard(
    shard,
    statistics.map(({ probe, contentHash }) => [probe.name, contentHash] as const),
    failures,
  );

/** The same from the hash of each probe's statistics, by name. */
export function hashStoredShard(
  shard: ShardKey,
  statistics: readonly (readonly [probe: string, contentHash: string])[],
  failures: readonly NetworkFailure[],
): string {
  const outcomes = failures.map(({ network, layer, code }) => [network, layer, code] as const);
  return createHash('sha256')
    .update(
      JSON.stringify([
        'shard',
        shard.cellId,
        shard.lineage,
        shard.first,
        shard.networks,
        [...statistics].sort(([a], [b]) => (a < b ? -1 : 1)),
        outcomes.sort(([a], [b]) => a - b),
      ]),
    )
    .digest('hex');
}

/** What a computation of a shard gave, before it is stored. */
export interface ComputedShard {
  readonly statistics: readonly { readonly probe: ProbeSelection; readonly statistics: Statistics }[];
  readonly failures: readonly NetworkFailure[];
}

/**
 * The content hash that a shard would be stored with.
 *
 * @throws StoreError NUMERICAL_NONFINITE if a value is NaN or infinite.
 */
export const hashComputedShard = (shard: ShardKey, computed: ComputedShard): string =>
  hashShard(
    shard,
    computed.statistics.map(({ probe, statistics }) => encodeStatistics(probe, statistics)),
    computed.failures,
  );
