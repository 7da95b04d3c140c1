import { type Backend, type ExperimentParameters, resolveExperiment } from '@widthwise/experiments';
import type { MnistLoader } from '@widthwise/network';
import type { ProbeSelection } from '@widthwise/probes';
import { streamKey } from '@widthwise/random';
import { requireMemory, statisticsBytes } from './memory.ts';
import { nonFiniteMessage } from './non-finite-message.ts';
import { ShardProbe, type ShardStatistics } from './shard-probe.ts';

/** A block of networks of one cell. */
export interface ShardRequest {
  /** 64 hexadecimal digits; the first 16 are the key of the cell's random numbers. */
  readonly cellId: string;
  /** Registered name. */
  readonly experiment: string;
  readonly parameters: ExperimentParameters;
  readonly probes: readonly ProbeSelection[];
  /** Index of the first network; a multiple of `count`. */
  readonly first: number;
  /** Number of networks, a power of two. */
  readonly count: number;
  readonly mnist: MnistLoader;
  /** What the shard may use beyond the process's base. */
  readonly memoryBudgetBytes: number;
}

/** A network that left the floating-point range; it is in no average. */
export interface NetworkFailure {
  readonly network: number;
  /** One-based; of experiment `equilibrium`, the iteration. */
  readonly layer: number;
  /** Begins with NUMERICAL_NONFINITE. */
  readonly message: string;
}

export interface ShardResult {
  /** Networks run, failures included. */
  readonly networks: number;
  readonly statistics: readonly ShardStatistics[];
  readonly failures: readonly NetworkFailure[];
}

/**
 * Runs a block of networks and accumulates every probe's statistics along the binary tree over network index.
 *
 * @param request - cell, probes and block.
 * @param backend - of the cell's sampler.
 * @param onProgress - told the number of networks done, after each.
 * @returns statistics by probe, in the order asked for, and the networks that failed; a pure function of request and
 * backend, bitwise, and merging the results of two halves gives the result of the whole, bitwise.
 * @throws RangeError if the block is not aligned, a probe is of another experiment or a parameter lies outside its domain; UnknownNameError,
 * ProbeVersionError, MemoryBudgetError; NumericalNonFiniteError if a probe makes a non-finite number of finite values.
 */
export async function runShard(
  request: ShardRequest,
  backend: Backend,
  onProgress: (networks: number) => void,
): Promise<ShardResult> {
  const { cellId, parameters, probes, first, count } = request;
  requireBlock(cellId, first, count);
  const experiment = resolveExperiment(request.experiment);
  const key = streamKey(cellId);
  const shape = experiment.shape(parameters);
  const origin = { cellId, key, first, experiment: experiment.name };
  const shardProbes = probes.map((selection) => new ShardProbe(selection, shape, origin));
  const layouts = shardProbes.map(({ layout }) => layout);
  const needed = experiment.cost(parameters, probes).memoryBytes + statisticsBytes(layouts, count);
  requireMemory(
    needed,
    request.memoryBudgetBytes,
    `cell ${cellId.slice(0, 8)}, networks ${first}…${first + count - 1}`,
  );

  const inputs = experiment.inputs(parameters, key, request.mnist);
  const failures: NetworkFailure[] = [];
  let done = 0;
  await experiment.run({ key, parameters, inputs, probes, first, count }, backend, (network, outcome) => {
    if (network !== first + done) {
      throw new RangeError(`the backend visited network ${network} where ${first + done} was due.`);
    }
    if ('nonFiniteLayer' in outcome) {
      const layer = outcome.nonFiniteLayer;
      const place = { cellId, network, layer, stage: experiment.stage };
      failures.push({ network, layer, message: nonFiniteMessage(parameters, place) });
      for (const probe of shardProbes) probe.skip();
    } else for (const probe of shardProbes) probe.add(network, outcome);
    done += 1;
    onProgress(done);
  });
  if (done !== count) throw new RangeError(`the backend visited ${done} of ${count} networks.`);
  return { networks: count, statistics: shardProbes.map((probe) => probe.finish()), failures };
}

function requireBlock(cellId: string, first: number, count: number): void {
  if (!/^[0-9a-f]{64}$/.test(cellId))
    throw new RangeError(`cellId must be 64 hexadecimal digits, got "${cellId}".`);
  const isPowerOfTwo = Number.isSafeInteger(count) && count > 0 && Number.isInteger(Math.log2(count));
  if (!isPowerOfTwo || !Number.isSafeInteger(first) || first < 0 || first % count !== 0) {
    throw new RangeError(
      `a shard must be an aligned block of a power of two of networks, got ${count} at ${first}.`,
    );
  }
}
