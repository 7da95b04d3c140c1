export type { Observation, Statistics, StatisticsLayout } from './statistics.ts';
