export type { Backend, NetworkVisitor, NonFinite, PropagateTask, StreamKey } from './backend.ts';
export type { Cost, Experiment, Prediction, RunRequest } from './experiment.ts';
export { NUMERICS_VERSION } from './numerics-version.ts';
export type { PropagateParameters, Sampler } from './propagate/parameters.ts';
export { type ExperimentName, experiments, resolveExperiment } from './registry.ts';
