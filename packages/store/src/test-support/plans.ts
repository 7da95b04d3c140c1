import { createHash } from 'node:crypto';
import type { PlannedCell, ShardKey, SweepPlan } from '@widthwise/plan';
import type { ProbeSelection } from '@widthwise/probes';
import type { Statistics } from '@widthwise/stats';
import type { ShardResult } from '../queries/save-shard.ts';

export const idOf = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

export const probes: readonly ProbeSelection[] = [
  { name: 'gaussianity', version: 1, options: { pitBins: 32 } },
  { name: 'overlaps', version: 1, options: {} },
];

/** Cells of distinct σ_w; `name` also decides the seed, hence the cell ids. */
export function planOf(options: {
  readonly name: string;
  readonly cells: number;
  readonly networks: number;
  readonly shardNetworks: number;
  readonly depth?: number;
  /** Part of the cells' identity; the name by default. */
  readonly family?: string;
  readonly lineage?: string;
}): SweepPlan {
  const { name, networks, shardNetworks, family = name } = options;
  const cells = Array.from({ length: options.cells }, (_, index): PlannedCell => {
    const sigmaW = Math.sqrt(1 + index / 20);
    return {
      cell: {
        id: idOf('cell', family, index),
        experiment: 'propagate',
        version: 1,
        seed: Number.MAX_SAFE_INTEGER,
        parameters: {
          network: { activation: 'tanh', width: 784, depth: options.depth ?? 4, sigmaW, sigmaB: 0.1 + 0.2 },
          inputs: { ensemble: 'pair', correlation: 0.6, squaredNorm: 1 / 3 },
          sampler: 'gram',
        },
      },
      networks,
      shardNetworks,
      deviceClass: 'cpu',
      fingerprint: 'gram/wasm-simd128',
      lineage: options.lineage ?? idOf('lineage'),
      secondsPerNetwork: 0.01 * (index + 1),
      memoryBytes: 2 ** 33,
      axes: { 'network.sigmaW': sigmaW },
    };
  });
  return { id: idOf('sweep', name), name, spec: { name, seed: 1 }, probes, cells };
}

export function shardOf({ cell, lineage }: PlannedCell, first: number, networks: number): ShardKey {
  return { id: idOf('shard', cell.id, lineage, first, networks), cellId: cell.id, lineage, first, networks };
}

/** Small linear-congruential numbers in (−1, 1): enough to tell shards apart. */
export function numbers(seed: number, length: number): Float64Array {
  let state = (seed * 2_654_435_761) % 2 ** 32;
  return Float64Array.from({ length }, () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 31 - 1;
  });
}

export const statisticsOf = (networks: number, seed: number, length = 40): Statistics => ({
  networks,
  floats: numbers(seed, length),
  counts: Float64Array.from({ length: 8 }, (_, index) => 2 ** 40 + seed + index),
  reservoir: numbers(seed + 1, 6),
});

/** A shard's result with statistics that depend only on its key. */
export function resultOf(plan: SweepPlan, shard: ShardKey, changes: Partial<ShardResult> = {}): ShardResult {
  const { failures = [] } = changes;
  return {
    sweepId: plan.id,
    shard,
    fingerprint: 'gram/wasm-simd128',
    statistics: plan.probes.map((probe, index) => ({
      probe,
      statistics: statisticsOf(shard.networks - failures.length, shard.first + shard.networks + index),
    })),
    failures,
    worker: 'worker-1',
    attempts: 1,
    wallSeconds: 0.5,
    queueSeconds: 0.1,
    ...changes,
  };
}
