/** State of a sweep. `partial` ended with shards missing; the last four are ends. */
export type SweepState = 'planned' | 'running' | 'completed' | 'partial' | 'cancelled' | 'failed';
