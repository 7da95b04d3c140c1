export type { TiedFamily } from '@widthwise/theory';
export type {
  Backend,
  EquilibriumTask,
  NetworkVisitor,
  NonFinite,
  PropagateTask,
  StreamKey,
} from './backend.ts';
export type { EquilibriumParameters } from './equilibrium/parameters.ts';
export type { Cost, Experiment, ExperimentParameters, Prediction, RunRequest } from './experiment.ts';
export { NUMERICS_VERSION } from './numerics-version.ts';
export type { PropagateParameters, Sampler } from './propagate/parameters.ts';
export { type ExperimentName, experiments, resolveExperiment } from './registry.ts';
