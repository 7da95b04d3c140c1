import type { ShardResult } from '@widthwise/engine';
import { resolveExperiment } from '@widthwise/experiments';
import { type ProbeSelection, resolveProbe } from '@widthwise/probes';
import { emptyStatistics, type Statistics } from '@widthwise/stats';
import type { ShardTask } from '../child-protocol.ts';

/** A child returned something that is not a result of its task. */
export class InvalidResultError extends Error {
  readonly code = 'RESULT_INVALID';

  constructor(what: string) {
    super(`RESULT_INVALID: the compute process returned ${what}.`);
  }
}

/**
 * Checks that a result answers its task: each probe asked for, in order, with arrays of its layout's sizes, and every
 * network either contributing or failed. Finiteness is the store's to check, where bytes are made.
 *
 * @returns the statistics beside the probes as the plan names them.
 */
export function validateResult(
  task: ShardTask,
  result: ShardResult,
): readonly { readonly probe: ProbeSelection; readonly statistics: Statistics }[] {
  const { cell, probes, first, networks } = task;
  const shape = resolveExperiment(cell.experiment).shape(cell.parameters);
  if (result.statistics.length !== probes.length) {
    throw new InvalidResultError(`${result.statistics.length} probes instead of ${probes.length}`);
  }
  const failed = new Set<number>();
  for (const { network, layer } of result.failures) {
    const isInside = network >= first && network < first + networks && layer >= 1 && layer <= shape.depth;
    if (!isInside) throw new InvalidResultError(`a failure of network ${network}, layer ${layer}`);
    failed.add(network);
  }
  for (const [i, { name, version, options }] of probes.entries()) {
    const found = result.statistics[i];
    if (found?.probe !== name || found.version !== version) {
      throw new InvalidResultError(`probe ${found?.probe} v${found?.version} instead of ${name} v${version}`);
    }
    const { statistics } = found;
    if (statistics.networks !== networks - failed.size) {
      throw new InvalidResultError(
        `${statistics.networks} networks of ${networks} with ${failed.size} failed`,
      );
    }
    const empty = emptyStatistics(resolveProbe(name).layout(shape, options));
    if (
      statistics.floats.length !== empty.floats.length ||
      statistics.counts.length !== empty.counts.length
    ) {
      throw new InvalidResultError(`statistics of another size than ${name}'s`);
    }
  }
  return probes.flatMap((probe, i) => {
    const found = result.statistics[i];
    return found === undefined ? [] : [{ probe, statistics: found.statistics }];
  });
}
