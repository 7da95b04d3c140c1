import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client';
import type { SweepPlan } from '@widthwise/plan';
import { type Connections, temporalConnectOptions } from '@widthwise/services';
import { createSweep, type Store } from '@widthwise/store';
import {
  type PAUSE_SIGNAL,
  RESUME_SIGNAL,
  SWEEP_QUEUE,
  SWEEP_WORKFLOW,
  type SweepInput,
  sweepWorkflowId,
} from '@widthwise/workflows';

/** A cancelled workflow waits for its shards, which hear of it with their next heartbeat. */
const CANCEL_WAIT_MS = 60_000;
const POLL_MS = 300;

async function withTemporal<T>(connections: Connections, action: (client: Client) => Promise<T>): Promise<T> {
  const connection = await Connection.connect(temporalConnectOptions(connections.temporal));
  try {
    return await action(new Client({ connection, namespace: connections.temporal.namespace }));
  } finally {
    await connection.close();
  }
}

/** Whether a cancelled workflow of the sweep is still on its way out. */
async function isEnding(client: Client, sweepId: string): Promise<boolean> {
  try {
    const { status, raw } = await client.workflow.getHandle(sweepWorkflowId(sweepId)).describe();
    return status.name === 'RUNNING' && raw.workflowExtendedInfo?.cancelRequested === true;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** A workflow that ends would take the sweep with it, so it is waited for before the sweep is opened again. */
async function waitForEnding(client: Client, sweepId: string): Promise<void> {
  const deadline = performance.now() + CANCEL_WAIT_MS;
  while (await isEnding(client, sweepId)) {
    if (performance.now() > deadline) {
      throw new Error(
        'SWEEP_ENDING: the cancelled run of this sweep has not ended yet. Try again in a minute.',
      );
    }
    await sleep(POLL_MS);
  }
}

/**
 * Stores a plan and starts its workflow. Submitting twice is one sweep, one that is paused goes on, and one whose shards
 * are all stored starts nothing.
 *
 * @returns true if there is something to run.
 */
export function submitSweep(connections: Connections, store: Store, plan: SweepPlan): Promise<boolean> {
  return withTemporal(connections, async (client) => {
    await waitForEnding(client, plan.id);
    const { state } = await createSweep(store, plan);
    if (state === 'completed') return false;
    const input: SweepInput = { sweepId: plan.id, done: 0, failed: [] };
    // A sweep that runs already goes on, paused or not.
    await client.workflow.signalWithStart(SWEEP_WORKFLOW, {
      signal: RESUME_SIGNAL,
      workflowId: sweepWorkflowId(plan.id),
      workflowIdConflictPolicy: 'USE_EXISTING',
      taskQueue: SWEEP_QUEUE,
      args: [input],
    });
    return true;
  });
}

/** Asks a sweep's workflow to end; there may be none, if Temporal was emptied. */
export async function cancelWorkflow(connections: Connections, sweepId: string): Promise<void> {
  await withTemporal(connections, async (client) => {
    try {
      await client.workflow.getHandle(sweepWorkflowId(sweepId)).cancel();
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    }
  });
}

/**
 * Tells a sweep's workflow to pause or to go on.
 *
 * @returns false if Temporal has no running workflow of it.
 */
export function signalSweep(
  connections: Connections,
  sweepId: string,
  signal: typeof PAUSE_SIGNAL | typeof RESUME_SIGNAL,
): Promise<boolean> {
  return withTemporal(connections, async (client) => {
    try {
      await client.workflow.getHandle(sweepWorkflowId(sweepId)).signal(signal);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  });
}
