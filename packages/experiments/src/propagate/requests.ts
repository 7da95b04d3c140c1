import { combineRequests, type FeatureRequest, type ProbeSelection, resolveProbe } from '@widthwise/probes';
import type { PropagateParameters } from './parameters.ts';
import { shapeOf } from './shape.ts';

/**
 * What all probes together ask of the sampler.
 *
 * @param parameters - of the experiment.
 * @param probes - as the plan names them.
 * @returns the largest request per item.
 * @throws UnknownNameError if a probe is not registered.
 */
export function requestOf(
  parameters: PropagateParameters,
  probes: readonly ProbeSelection[],
): FeatureRequest {
  const shape = shapeOf(parameters);
  return combineRequests(probes.map(({ name, options }) => resolveProbe(name).features(shape, options)));
}
