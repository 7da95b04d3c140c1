import { availableParallelism, totalmem } from 'node:os';
import { planSweep } from '@widthwise/plan';
import { readSpecFile } from './read-spec.ts';
import { unavailableDevices } from './tensorflow.ts';

/** Share of the machine's memory that the compute children may take together. */
const MEMORY_SHARE = 0.8;

/** Memory that each of as many compute processes as there are cores may take. */
export const memoryPerCore = (): number => Math.floor((MEMORY_SHARE * totalmem()) / availableParallelism());

/** Plans a spec, as read from YAML or JSON, for this machine. */
export function planHere(
  written: unknown,
  options: { readonly force: boolean },
): ReturnType<typeof planSweep> {
  return planSweep(written, {
    force: options.force,
    memoryLimitBytes: memoryPerCore(),
    unavailable: unavailableDevices(),
  });
}

/** Reads and plans a spec for this machine. */
export const planFile = (file: string, options: { readonly force: boolean }): ReturnType<typeof planSweep> =>
  planHere(readSpecFile(file), options);
