import type { StatisticsLayout } from '@widthwise/stats';
import { MemoryBudgetError } from './errors.ts';

const FLOAT64_BYTES = 8;

/** Float64 numbers that one `Statistics` of a layout holds at most. */
function statisticsSize({ moments, groups, counts, reservoir }: StatisticsLayout): number {
  let size = 4 * moments + counts;
  for (const group of groups) size += group + (group * (group + 1)) / 2;
  return size + (reservoir === undefined ? 0 : reservoir.capacity * (reservoir.values + 2));
}

/**
 * Memory that merging a block of networks takes: one block per level of the tree and probe, besides the network's own leaf.
 *
 * @param layouts - one per probe.
 * @param networks - in the block, ≥ 1.
 * @returns bytes.
 */
export function statisticsBytes(layouts: readonly StatisticsLayout[], networks: number): number {
  const levels = 2 + Math.ceil(Math.log2(networks));
  return layouts.reduce((sum, layout) => sum + FLOAT64_BYTES * levels * statisticsSize(layout), 0);
}

/**
 * Refuses a shard before anything is allocated.
 *
 * @param neededBytes - estimate.
 * @param budgetBytes - what the shard may use; 80 % of it, the rest is slack for the estimate's error.
 * @param where - names cell and block.
 * @throws MemoryBudgetError if it does not fit.
 */
export function requireMemory(neededBytes: number, budgetBytes: number, where: string): void {
  const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
  if (neededBytes > 0.8 * budgetBytes) {
    throw new MemoryBudgetError(
      `${where} needs about ${mebibytes(neededBytes)} MiB, 80 % of the budget is ${mebibytes(0.8 * budgetBytes)} MiB. ` +
        'Lower width or the number of inputs, or give the worker a larger budget.',
    );
  }
}
