import { Client, Connection } from '@temporalio/client';
import type { SweepPlan } from '@widthwise/plan';
import { type Connections, temporalConnectOptions } from '@widthwise/services';
import { createSweep, type Store } from '@widthwise/store';
import { SWEEP_QUEUE, SWEEP_WORKFLOW, type SweepInput, sweepWorkflowId } from '@widthwise/workflows';

async function withTemporal<T>(connections: Connections, action: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect(temporalConnectOptions(connections.temporal));
  try {
    return await action(new Client({ connection, namespace: connections.temporal.namespace }));
  } finally {
    await connection.close();
  }
}

/**
 * Stores a plan and starts its workflow. Submitting twice is one sweep, and one whose shards are all stored starts
 * nothing.
 *
 * @returns true if there is something to run.
 */
export async function submitSweep(connections: Connections, store: Store, plan: SweepPlan): Promise<boolean> {
  const { state } = await createSweep(store, plan);
  if (state === 'completed') return false;
  const input: SweepInput = { sweepId: plan.id, done: 0, failed: [] };
  await withTemporal(connections, (client) =>
    client.workflow.start(SWEEP_WORKFLOW, {
      workflowId: sweepWorkflowId(plan.id),
      workflowIdConflictPolicy: 'USE_EXISTING',
      taskQueue: SWEEP_QUEUE,
      args: [input],
    }),
  );
  return true;
}

/** Asks a sweep's workflow to end; there may be none, if Temporal was emptied. */
export async function cancelWorkflow(connections: Connections, sweepId: string): Promise<void> {
  await withTemporal(connections, async (client) => {
    try {
      await client.workflow.getHandle(sweepWorkflowId(sweepId)).cancel();
    } catch (error) {
      if (!(error instanceof Error && error.name === 'WorkflowNotFoundError')) throw error;
    }
  });
}
