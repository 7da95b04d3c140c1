export type { Backend, NetworkVisitor, NonFinite, PropagateTask, StreamKey } from './backend.ts';
export type { Cost, Experiment, Prediction, RunRequest } from './experiment.ts';
export type { PropagateParameters, Sampler } from './propagate/parameters.ts';
