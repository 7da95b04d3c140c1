import { availableParallelism, totalmem } from 'node:os';
import { planSweep } from '@widthwise/plan';
import { readSpecFile } from './read-spec.ts';
import { tensorflowState } from './tensorflow.ts';

/** Share of the machine's memory that the compute children may take together. */
const MEMORY_SHARE = 0.8;

/** Reads and plans a spec for this machine. */
export function planFile(file: string, options: { readonly force: boolean }): ReturnType<typeof planSweep> {
  const tensorflow = tensorflowState();
  return planSweep(readSpecFile(file), {
    force: options.force,
    memoryLimitBytes: Math.floor((MEMORY_SHARE * totalmem()) / availableParallelism()),
    unavailable: tensorflow.isInstalled
      ? {}
      : { 'tensorflow-cpu': tensorflow.message, 'tensorflow-gpu': tensorflow.message },
  });
}
