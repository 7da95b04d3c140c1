import { resolveActivation } from '@widthwise/network';
import { pitEdges } from '@widthwise/stats';
import type { Backend, NetworkVisitor, PropagateTask } from '../backend.ts';
import type { RunRequest } from '../experiment.ts';
import type { PropagateParameters } from './parameters.ts';
import { pitScales } from './pit-scales.ts';
import { requestOf } from './requests.ts';

/**
 * The task that a block of networks puts to a backend.
 *
 * @param request - cell, probes and block.
 * @returns features as all probes together ask for them, scales and bin edges from theory.
 * @throws UnknownNameError if the activation or a probe is not registered.
 */
export function taskOf(request: RunRequest<PropagateParameters>): PropagateTask {
  const { key, parameters, inputs, probes, first, count } = request;
  const architecture = parameters.network;
  const activation = resolveActivation(architecture);
  const features = requestOf(parameters, probes);
  return {
    key,
    architecture,
    activation,
    inputs,
    first,
    count,
    features,
    pitScales: pitScales(architecture, activation, inputs, features.probedInputs),
    pitEdges: features.pitBins > 0 ? pitEdges(features.pitBins) : new Float64Array(0),
  };
}

/**
 * Pushes a block of networks forward, layer by layer.
 *
 * @param request - cell, probes and block.
 * @param backend - of the cell's sampler.
 * @param visit - called once per network, in ascending order.
 */
export const runPropagate = (
  request: RunRequest<PropagateParameters>,
  backend: Backend,
  visit: NetworkVisitor,
): Promise<void> => backend.propagate(taskOf(request), visit);
