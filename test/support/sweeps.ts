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
