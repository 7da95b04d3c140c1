import { experiments } from '@widthwise/experiments';
import { missingBlocks } from './shard.ts';
import { shardBytes } from './stored-size.ts';
import type { SweepPlan } from './types.ts';

/** What a sweep takes, computed from nothing. */
export interface PlanSummary {
  readonly cells: number;
  readonly shards: number;
  readonly networks: number;
  /** On one core, or one device, by the cost model. */
  readonly seconds: number;
  /** Of the compute child that needs most. */
  readonly memoryBytes: number;
  readonly storedBytes: number;
}

const experimentNamed = (name: string) =>
  Object.values(experiments).find((experiment) => experiment.name === name);

export function summarize(plan: Omit<SweepPlan, 'id'>): PlanSummary {
  let shards = 0;
  let networks = 0;
  let seconds = 0;
  let memoryBytes = 0;
  let storedBytes = 0;
  for (const planned of plan.cells) {
    const count = missingBlocks(planned, []).length;
    const shape = experimentNamed(planned.cell.experiment)?.shape(planned.cell.parameters);
    shards += count;
    networks += planned.networks;
    seconds += planned.networks * planned.secondsPerNetwork;
    memoryBytes = Math.max(memoryBytes, planned.memoryBytes);
    if (shape !== undefined) storedBytes += count * shardBytes(plan.probes, shape);
  }
  return { cells: plan.cells.length, shards, networks, seconds, memoryBytes, storedBytes };
}
