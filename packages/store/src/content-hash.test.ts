import { expect, test } from 'vitest';
import { encodeStatistics, hashShard } from './content-hash.ts';
import { probes, statisticsOf } from './test-support/plans.ts';

const [gaussianity, overlaps] = probes as [(typeof probes)[number], (typeof probes)[number]];
const shard = { id: 'i', cellId: 'c', lineage: 'l', first: 0, networks: 4 };
const encoded = encodeStatistics(overlaps, statisticsOf(4, 1));

test('the hash of statistics changes with every bit, size, option and version', () => {
  const { floats, ...rest } = statisticsOf(4, 1);
  const nudged = floats.slice();
  nudged[7] = nudged[7]! * (1 + 2 ** -52);
  const variants = [
    encodeStatistics(overlaps, { floats: nudged, ...rest }),
    encodeStatistics(overlaps, { floats: Float64Array.of(...floats, 0), ...rest }),
    encodeStatistics(overlaps, { ...rest, floats, networks: 3 }),
    encodeStatistics({ ...overlaps, version: 2 }, statisticsOf(4, 1)),
    encodeStatistics({ ...overlaps, options: { bins: 1 } }, statisticsOf(4, 1)),
    encodeStatistics({ ...overlaps, name: 'other' }, statisticsOf(4, 1)),
  ];
  const hashes = [encoded, ...variants].map(({ contentHash }) => contentHash);
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('−0 and the order of options do not show in the hash', () => {
  const of = (zero: number) =>
    encodeStatistics(overlaps, { ...statisticsOf(4, 1), floats: Float64Array.of(zero, 1) }).contentHash;
  expect(of(-0)).toBe(of(0));
  const options = (entries: Record<string, number>) =>
    encodeStatistics({ ...overlaps, options: entries }, statisticsOf(4, 1)).contentHash;
  expect(options({ a: 1, b: 2 })).toBe(options({ b: 2, a: 1 }));
});

test('the hash of a shard covers key, statistics and failures, and no order of them', () => {
  const other = encodeStatistics(gaussianity, statisticsOf(4, 2));
  const failure = (network: number) => ({ network, layer: 3, code: 'NUMERICAL_NONFINITE', message: 'm' });
  const base = hashShard(shard, [encoded, other], [failure(1), failure(2)]);
  expect(hashShard(shard, [other, encoded], [failure(2), failure(1)])).toBe(base);
  expect(hashShard(shard, [encoded], [failure(1), failure(2)])).not.toBe(base);
  expect(hashShard(shard, [encoded, other], [failure(1)])).not.toBe(base);
  expect(hashShard({ ...shard, first: 4 }, [encoded, other], [failure(1), failure(2)])).not.toBe(base);
});
