import { type Probe, type ProbeSelection, type ProbeShape, probes } from '@widthwise/probes';

/** Bytes of a row besides its arrays: keys, hash, times, index entries (measured on PostgreSQL 18, rounded up). */
const ROW_BYTES = 400;

const numbersOf = ({ moments, groups, counts, reservoir }: ReturnType<Probe['layout']>): number =>
  4 * moments +
  groups.reduce((sum, size) => sum + size + (size * (size + 1)) / 2, 0) +
  counts +
  (reservoir === undefined ? 0 : reservoir.capacity * (reservoir.values + 2));

/** Bytes that one shard of a network of this shape stores: one row of float64 and int64 arrays per probe. */
export function shardBytes(selections: readonly ProbeSelection[], shape: ProbeShape): number {
  let bytes = ROW_BYTES;
  for (const { name, options } of selections) {
    const probe = probes[name];
    if (probe !== undefined) bytes += ROW_BYTES + 8 * numbersOf(probe.layout(shape, options));
  }
  return bytes;
}
