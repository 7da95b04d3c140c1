import type { WorkflowHandle } from '@temporalio/client';
import { planSweep, type SweepPlan } from '@widthwise/plan';
import { createSweep } from '@widthwise/store';
import {
  SWEEP_QUEUE,
  SWEEP_WORKFLOW,
  type SweepInput,
  type SweepResult,
  sweepWorkflowId,
} from '@widthwise/workflows';
import type { Stack, TestDatabase } from './stack.ts';

export const planOf = (spec: unknown): SweepPlan =>
  planSweep(spec, { force: false, memoryLimitBytes: 2 ** 31, unavailable: {} }).plan;

type SweepHandle = WorkflowHandle<(input: SweepInput) => Promise<SweepResult>>;

/** Stores a plan and starts its workflow, as the command line does. */
export async function submit(stack: Stack, database: TestDatabase, plan: SweepPlan): Promise<SweepHandle> {
  await createSweep(database.store, plan);
  const input: SweepInput = { sweepId: plan.id, done: 0, failed: [] };
  return await stack.client.workflow.start<(input: SweepInput) => Promise<SweepResult>>(SWEEP_WORKFLOW, {
    taskQueue: SWEEP_QUEUE,
    workflowId: sweepWorkflowId(plan.id),
    workflowIdConflictPolicy: 'USE_EXISTING',
    args: [input],
  });
}

/** Two by two cells, in and out of chaos, with and without biases. */
export const quickSpec = {
  name: 'quick',
  seed: 7,
  experiment: 'propagate',
  network: { activation: 'tanh', width: 32, depth: 6, sigmaW: [1, 2], sigmaB: [0, 0.3] },
  inputs: { ensemble: 'pair', correlation: 0.6, squaredNorm: 1 },
  probes: ['overlaps', 'relative-entropy', 'gaussianity'],
  networks: 72,
};

/** The same with enough work in it to be interrupted. */
export const longSpec = {
  ...quickSpec,
  name: 'long',
  network: { ...quickSpec.network, width: 256, depth: 24 },
  networks: 768,
};
