export { loadBackend } from './backends.ts';
export {
  BackendUnavailableError,
  MemoryBudgetError,
  NumericalNonFiniteError,
  ProbeVersionError,
  TensorLeakError,
} from './errors.ts';
export { type DenseVariant, denseFingerprint } from './fingerprint.ts';
export { type MergedProbe, mergeShards } from './merge-shards.ts';
export { type NetworkFailure, runShard, type ShardRequest, type ShardResult } from './run-shard.ts';
export type { ShardStatistics } from './shard-probe.ts';
