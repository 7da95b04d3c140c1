import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Block, BlockTree, mergeBlocks } from './block-tree.ts';
import { clearObservation, emptyObservation } from './layout.ts';
import { emptyStatistics, leafStatistics } from './leaf.ts';
import { bytesOf, LAYOUT, leafOf } from './statistics.fixture.ts';

function treeOf(first: number, networks: number) {
  const tree = new BlockTree(LAYOUT, first);
  for (let network = first; network < first + networks; network++) tree.add(leafOf(network));
  return tree.finish();
}

/** Divides 0…count − 1 into aligned power-of-two blocks, splitting where `splits` says so. */
function divide(count: number, splits: readonly boolean[]): Block[] {
  let decision = 0;
  const blocks: Block[] = [];
  const visit = (first: number, networks: number): void => {
    if (first >= count) return;
    const mustSplit = first + networks > count;
    if (networks > 1 && (mustSplit || splits[decision++ % splits.length])) {
      visit(first, networks / 2);
      visit(first + networks / 2, networks / 2);
    } else blocks.push({ first, networks, statistics: treeOf(first, networks) });
  };
  visit(0, 2 ** Math.ceil(Math.log2(count)));
  return blocks;
}

describe('BlockTree', () => {
  it('any division of 1 to 200 networks into aligned blocks, in any order, merges to identical bytes', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 40 }),
        fc.array(fc.nat(), { minLength: 200, maxLength: 200 }),
        (count, splits, order) => {
          const blocks = divide(count, splits);
          const shuffled = blocks
            .map((block, i) => ({ block, key: order[i] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ block }) => block);
          expect(bytesOf(mergeBlocks(LAYOUT, shuffled))).toBe(bytesOf(treeOf(0, count)));
        },
      ),
      { seed: 20261123, numRuns: 60 },
    );
  });

  it('merges blocks with gaps between them the same way, whichever were already merged', () => {
    const whole = mergeBlocks(LAYOUT, [
      { first: 8, networks: 8, statistics: treeOf(8, 8) },
      { first: 20, networks: 4, statistics: treeOf(20, 4) },
    ]);
    const parts = [8, 10, 12, 14, 20, 22].map((first) => ({
      first,
      networks: 2,
      statistics: treeOf(first, 2),
    }));
    expect(bytesOf(mergeBlocks(LAYOUT, parts))).toBe(bytesOf(whole));
  });

  it('adds an observation as it adds its leaf, and does not keep the arrays', () => {
    const observation = emptyObservation(LAYOUT);
    const byLeaf = new BlockTree(LAYOUT, 4);
    const byObservation = new BlockTree(LAYOUT, 4);
    for (let network = 4; network < 11; network++) {
      for (const [k, array] of Object.values(observation).entries()) array.fill(network ** (k + 1));
      byLeaf.add(leafStatistics(LAYOUT, observation, { network, hash: network ** 2 }));
      byObservation.addObservation(observation, network ** 2);
    }
    clearObservation(observation);
    expect(bytesOf(byObservation.finish())).toBe(bytesOf(byLeaf.finish()));
  });

  it('leaves the statistics it is given unchanged', () => {
    const blocks = divide(64, [true, false, false]);
    const before = blocks.map(({ statistics }) => bytesOf(statistics));
    mergeBlocks(LAYOUT, blocks);
    expect(blocks.map(({ statistics }) => bytesOf(statistics))).toEqual(before);
  });

  it('counts contributing networks, not slots', () => {
    expect(treeOf(0, 32).networks).toBe(29);
  });

  it('is empty without networks', () => {
    expect(bytesOf(mergeBlocks(LAYOUT, []))).toBe(bytesOf(emptyStatistics(LAYOUT)));
  });

  it('refuses blocks that overlap, are not aligned or not a power of two', () => {
    const block = (first: number, networks: number) => ({
      first,
      networks,
      statistics: emptyStatistics(LAYOUT),
    });
    for (const blocks of [[block(0, 4), block(2, 2)], [block(2, 4)], [block(0, 3)], [block(0, 0)]]) {
      expect(() => mergeBlocks(LAYOUT, blocks)).toThrow(RangeError);
    }
  });
});
