export type { Cell, DeviceClass, PlannedCell, ShardKey, SweepPlan } from './types.ts';
