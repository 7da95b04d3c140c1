import { UnknownNameError } from '@widthwise/network';
import { propagate } from './propagate/index.ts';

/** Every experiment, by stored name. */
export const experiments = Object.freeze({
  propagate,
});

export type ExperimentName = keyof typeof experiments;

const isRegistered = (name: string): name is ExperimentName => Object.hasOwn(experiments, name);

/**
 * @param name - stored name of an experiment.
 * @returns the experiment.
 * @throws UnknownNameError if the name is not registered.
 */
export function resolveExperiment(name: string): (typeof experiments)[ExperimentName] {
  if (!isRegistered(name)) throw new UnknownNameError('experiment', name, Object.keys(experiments));
  return experiments[name];
}
