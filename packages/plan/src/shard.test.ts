import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Block, missingBlocks, shardNetworksFor } from './shard.ts';

const cells = fc.record({
  networks: fc.integer({ min: 1, max: 300 }),
  shardNetworks: fc.integer({ min: 0, max: 7 }).map((n) => 2 ** n),
});
const aligned = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 6 }))
  .map(([index, exponent]): Block => ({ first: index * 2 ** exponent, networks: 2 ** exponent }));

const networksOf = (blocks: readonly Block[]) =>
  blocks.flatMap(({ first, networks }) => Array.from({ length: networks }, (_, i) => first + i));
const isAligned = ({ first, networks }: Block) =>
  Number.isInteger(Math.log2(networks)) && first % networks === 0;

test('missing blocks and stored blocks together cover every network wanted, each missing one once', () => {
  fc.assert(
    fc.property(cells, fc.array(aligned, { maxLength: 12 }), (target, stored) => {
      const have = new Set(networksOf(stored));
      const wanted = Array.from({ length: target.networks }, (_, i) => i).filter(
        (network) => !have.has(network),
      );
      const missing = missingBlocks(target, stored);
      expect(networksOf(missing)).toEqual(wanted);
      expect(missing.every(isAligned)).toBe(true);
      expect(missing.every((block) => block.networks <= target.shardNetworks)).toBe(true);
    }),
    { seed: 3, numRuns: 500 },
  );
});

test('once what was missing is stored, nothing is', () => {
  fc.assert(
    fc.property(cells, fc.array(aligned, { maxLength: 12 }), (target, stored) => {
      expect(missingBlocks(target, [...stored, ...missingBlocks(target, stored)])).toEqual([]);
    }),
    { seed: 4, numRuns: 200 },
  );
});

test('the last block is cut into smaller powers of two', () => {
  expect(missingBlocks({ networks: 13, shardNetworks: 8 }, [])).toEqual([
    { first: 0, networks: 8 },
    { first: 8, networks: 4 },
    { first: 12, networks: 1 },
  ]);
});

test('a shard holds about five seconds of work and never more than the target', () => {
  expect(shardNetworksFor({ secondsPerNetwork: 0.1, networks: 1000 })).toBe(32);
  expect(shardNetworksFor({ secondsPerNetwork: 0.001, networks: 100 })).toBe(64);
  expect(shardNetworksFor({ secondsPerNetwork: 60, networks: 100 })).toBe(1);
  expect(shardNetworksFor({ secondsPerNetwork: 0, networks: 3 })).toBe(2);
});
