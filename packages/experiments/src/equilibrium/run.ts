import { resolveActivation } from '@widthwise/network';
import type { EquilibriumFeatures } from '@widthwise/probes';
import type { Backend, EquilibriumTask, NetworkVisitor } from '../backend.ts';
import type { RunRequest } from '../experiment.ts';
import { type EquilibriumParameters, TOLERANCE, tiedFamily } from './parameters.ts';

/**
 * The task that a block of networks puts to a backend.
 *
 * @param request - cell and block.
 * @throws UnknownNameError if the activation is not registered; RangeError if the network is more than one tied matrix.
 */
export function equilibriumTaskOf({
  key,
  parameters,
  inputs,
  first,
  count,
}: RunRequest<EquilibriumParameters>): EquilibriumTask {
  const { network, untied = false } = parameters;
  return {
    key,
    architecture: network,
    activation: resolveActivation(network),
    inputs,
    first,
    count,
    family: tiedFamily(network),
    isUntied: untied,
    tolerance: TOLERANCE,
  };
}

/**
 * Iterates a block of networks to their equilibria.
 *
 * @param request - cell and block.
 * @param backend - of the cell's sampler.
 * @param visit - called once per network, in ascending order.
 */
export const runEquilibrium = async (
  request: RunRequest<EquilibriumParameters>,
  backend: Backend,
  visit: NetworkVisitor<EquilibriumFeatures>,
): Promise<void> => backend.equilibrium(equilibriumTaskOf(request), visit);
