export type { ComputeActivities, Page, ShardAssignment, SweepActivities, SweepInput } from './contract.ts';
export { computeQueue, SWEEP_QUEUE, sweepWorkflowId } from './contract.ts';
