import { type Architecture, inputCount } from '@widthwise/network';
import type { ProbeShape } from '@widthwise/probes';
import type { TiedFamily } from '@widthwise/theory';
import type { PropagateParameters } from '../propagate/parameters.ts';

/**
 * Parameters of experiment `equilibrium`: h ← W φ(h) + x from h = x until it stands still, one N × N matrix W per
 * network. `network.width` is N, `network.depth` the most iterations, `network.weights` the law of W; biases are zero
 * and nothing else of an architecture applies. The network's own inputs x have rows N(0, overlaps of `inputs`).
 */
export interface EquilibriumParameters extends PropagateParameters {
  /** Present for the control in which every iteration has fresh weights. */
  readonly untied?: true;
}

/**
 * Largest ‖h_{t+1} − h_t‖/‖h_t‖ of a state that stands still: well above the rounding of float32, so that both samplers
 * stop alike, and far below fluctuations between networks.
 */
export const TOLERANCE = 1e-6;

const families: Readonly<Record<string, TiedFamily>> = Object.freeze({
  gaussian: 'iid',
  goe: 'goe',
  orthogonal: 'orthogonal',
});

const FOREIGN = [
  'widthFactors',
  'outputWidth',
  'skip',
  'normalization',
  'weightShape',
  'parameterization',
] as const;

/**
 * Law of W.
 *
 * @param network - of the cell.
 * @returns its family.
 * @throws RangeError if the weights have a law that is none of the three, or the network has biases, skips, or another
 * thing that a single tied matrix has not.
 */
export function tiedFamily(network: Architecture): TiedFamily {
  const { weights = 'gaussian', sigmaB } = network;
  const family = Object.hasOwn(families, weights) ? families[weights] : undefined;
  if (family === undefined)
    throw new RangeError(`equilibrium has weights ${Object.keys(families).join(', ')}; got "${weights}".`);
  if (sigmaB !== 0) throw new RangeError(`equilibrium has no biases: sigmaB must be 0, got ${sigmaB}.`);
  const foreign = FOREIGN.find((key) => network[key] !== undefined);
  if (foreign !== undefined) throw new RangeError(`equilibrium has no ${foreign}. Leave it out.`);
  return family;
}

/**
 * @param parameters - of the experiment.
 * @returns what probes need to know: one layer of N neurons, and `depth` iterations.
 */
export const equilibriumShape = ({ network, inputs }: EquilibriumParameters): ProbeShape => ({
  widths: [network.width],
  depth: network.depth,
  inputs: inputCount(inputs),
});
