export type {
  ComputeActivities,
  FailedShard,
  Page,
  PageVariant,
  ShardAssignment,
  SweepActivities,
  SweepInput,
  SweepOutcome,
  SweepResult,
} from './contract.ts';
export {
  computeQueue,
  PAUSE_SIGNAL,
  PAYLOAD_LIMIT_BYTES,
  RESUME_SIGNAL,
  SWEEP_QUEUE,
  SWEEP_WORKFLOW,
  shardLabel,
  sweepWorkflowId,
} from './contract.ts';
export type { MissingShard } from './page.ts';
export { packPage } from './page.ts';
