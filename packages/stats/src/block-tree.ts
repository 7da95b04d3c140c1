import { emptyStatistics, leafStatistics } from './leaf.ts';
import { mergeInto, mergeStatistics } from './merge.ts';
import { ReservoirPool } from './reservoir-pool.ts';
import type { Observation, Statistics, StatisticsLayout } from './statistics.ts';

/** Statistics of an aligned block of network slots: `networks` is a power of two that divides `first`. */
export interface Block {
  /** Index of the block's first network, zero-based. */
  readonly first: number;
  /** Slots, failed networks included; `statistics.networks` counts those that contributed. */
  readonly networks: number;
  readonly statistics: Statistics;
}

const NOTHING = new Float64Array(0);

interface Node {
  first: number;
  slots: number;
  /** Its counts and reservoir are left out: they are gathered in one place. */
  statistics: Statistics;
  /** True where the arrays belong to this tree alone, so that a merge may write into them. */
  isOwned: boolean;
}

/**
 * Merges networks along the binary tree over their index: an aligned complete block of 2^k slots is the merge of
 * its two halves, and what is left at the end merges left to right. The result depends on the set of networks
 * alone, bit for bit, however they were divided into blocks. Holds at most one block per level, so memory grows
 * with the logarithm of the count.
 */
export class BlockTree {
  readonly #layout: StatisticsLayout;
  readonly #countless: StatisticsLayout;
  /** What is merged along the tree. */
  readonly #sums: StatisticsLayout;
  readonly #stack: Node[] = [];
  /** Counts are integers, whose sum does not depend on order: carrying them up the tree would only cost time. */
  readonly #counts: Float64Array;
  /** Likewise the rows with the smallest hashes. */
  readonly #reservoir: ReservoirPool;
  #next: number;

  /** @param first - index of the first network to come, zero-based. */
  constructor(layout: StatisticsLayout, first = 0) {
    this.#layout = layout;
    this.#countless = { ...layout, counts: 0 };
    this.#sums = { ...layout, counts: 0, reservoir: undefined };
    this.#counts = new Float64Array(layout.counts);
    this.#reservoir = new ReservoirPool(layout);
    this.#next = first;
  }

  /** Adds the next network from its observation, whose arrays may be used again afterwards. */
  addObservation(observation: Observation, hash: number): void {
    const identity = { network: this.#next, hash };
    const leaf = leafStatistics(this.#countless, { ...observation, counts: NOTHING }, identity);
    this.add({ ...leaf, counts: observation.counts });
  }

  /** Adds the next network: its leaf, or `emptyStatistics` if it failed. */
  add(leaf: Statistics): void {
    this.addBlock({ first: this.#next, networks: 1, statistics: leaf });
  }

  /**
   * Adds a block that begins at or after the end of the last one.
   * @throws RangeError if it overlaps what came before, or is not an aligned power of two.
   */
  addBlock(block: Block): void {
    checkAlignment(block);
    if (block.first < this.#next) {
      throw new RangeError(`block at network ${block.first} must begin at or after network ${this.#next}`);
    }
    const { statistics } = block;
    if (statistics.counts.length !== this.#counts.length) {
      throw new RangeError(
        `statistics must hold ${this.#counts.length} counts, got ${statistics.counts.length}`,
      );
    }
    this.#next = block.first + block.networks;
    if (statistics.networks > 0) {
      addInto(this.#counts, statistics.counts);
      this.#reservoir.add(statistics.reservoir);
    }
    this.#stack.push({
      first: block.first,
      slots: block.networks,
      statistics: { ...statistics, counts: NOTHING, reservoir: NOTHING },
      isOwned: false,
    });
    this.#mergeSiblings();
  }

  /** The merged statistics; the tree must not be used after. */
  finish(): Statistics {
    const [head, ...rest] = this.#stack;
    if (head === undefined) return emptyStatistics(this.#layout);
    for (const node of rest) this.#mergeRight(head, node);
    return { ...head.statistics, counts: this.#counts, reservoir: this.#reservoir.rows() };
  }

  #mergeSiblings(): void {
    const stack = this.#stack;
    for (;;) {
      const right = stack.at(-1);
      const left = stack.at(-2);
      if (left === undefined || right === undefined || left.slots !== right.slots) return;
      if (left.first % (2 * left.slots) !== 0 || left.first + left.slots !== right.first) return;
      stack.pop();
      this.#mergeRight(left, right);
      left.slots *= 2;
    }
  }

  #mergeRight(left: Node, right: Node): void {
    if (left.statistics.networks === 0) {
      left.statistics = right.statistics;
      left.isOwned = right.isOwned;
    } else if (right.statistics.networks > 0) {
      left.statistics = left.isOwned
        ? mergeInto(this.#sums, left.statistics, right.statistics, left.statistics)
        : mergeStatistics(this.#sums, left.statistics, right.statistics);
      left.isOwned = true;
    }
  }
}

/**
 * The canonical statistics of any set of aligned, non-overlapping blocks, in any order: maximal complete aligned
 * blocks by merging siblings, then left to right. Bitwise equal for every division of the same networks.
 *
 * @throws RangeError if blocks overlap or are not aligned powers of two.
 */
export function mergeBlocks(layout: StatisticsLayout, blocks: readonly Block[]): Statistics {
  const tree = new BlockTree(layout);
  for (const block of [...blocks].sort((a, b) => a.first - b.first)) tree.addBlock(block);
  return tree.finish();
}

function addInto(sums: Float64Array, counts: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += counts[i]!;
}

function checkAlignment({ first, networks }: Block): void {
  const isPowerOfTwo =
    Number.isSafeInteger(networks) && networks > 0 && Number.isInteger(Math.log2(networks));
  if (!isPowerOfTwo || !Number.isSafeInteger(first) || first < 0 || first % networks !== 0) {
    throw new RangeError(
      `a block must hold a power of two of networks and begin at a multiple of it, got ${networks} at ${first}`,
    );
  }
}
