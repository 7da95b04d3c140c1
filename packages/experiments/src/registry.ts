import { UnknownNameError } from '@widthwise/network';
import type { Features } from '@widthwise/probes';
import { equilibrium } from './equilibrium/index.ts';
import type { Experiment, ExperimentParameters } from './experiment.ts';
import { propagate } from './propagate/index.ts';

export type ExperimentName = 'equilibrium' | 'propagate';

/** Every experiment, by stored name. */
export const experiments: Readonly<Record<ExperimentName, Experiment<ExperimentParameters, Features>>> =
  Object.freeze({ equilibrium, propagate });

const isRegistered = (name: string): name is ExperimentName => Object.hasOwn(experiments, name);

/**
 * @param name - stored name of an experiment.
 * @returns the experiment.
 * @throws UnknownNameError if the name is not registered.
 */
export function resolveExperiment(name: string): Experiment<ExperimentParameters, Features> {
  if (!isRegistered(name)) throw new UnknownNameError('experiment', name, Object.keys(experiments));
  return experiments[name];
}
