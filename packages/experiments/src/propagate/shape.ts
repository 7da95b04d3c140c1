import { inputCount, layerWidths } from '@widthwise/network';
import type { ProbeShape } from '@widthwise/probes';
import type { PropagateParameters } from './parameters.ts';

/**
 * @param parameters - of the experiment.
 * @returns what probes need to know of the networks.
 */
export const shapeOf = ({ network, inputs }: PropagateParameters): ProbeShape => ({
  widths: layerWidths(network),
  depth: network.depth,
  inputs: inputCount(inputs),
});
