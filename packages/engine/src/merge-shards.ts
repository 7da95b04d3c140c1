import type { ProbeResult, ProbeSelection, ProbeShape } from '@widthwise/probes';
import { type Block, mergeBlocks, type Statistics } from '@widthwise/stats';
import { selectedProbe } from './shard-probe.ts';

/** A probe's statistics of all stored networks of a cell, and what follows from them. */
export interface MergedProbe {
  readonly statistics: Statistics;
  readonly result: ProbeResult;
}

/**
 * Merges the blocks of a cell along the binary tree over network index and estimates the probe's quantities.
 *
 * @param selection - the probe as the plan names it.
 * @param shape - of the cell's networks.
 * @param blocks - aligned blocks without overlap, in any order.
 * @returns estimates over all networks that contributed; bitwise the same however the networks were divided.
 * @throws ProbeVersionError, UnknownNameError; RangeError if blocks overlap or are not aligned.
 */
export function mergeShards(
  selection: ProbeSelection,
  shape: ProbeShape,
  blocks: readonly Block[],
): MergedProbe {
  const probe = selectedProbe(selection);
  const statistics = mergeBlocks(probe.layout(shape, selection.options), blocks);
  return { statistics, result: probe.estimate(statistics, shape, selection.options) };
}
