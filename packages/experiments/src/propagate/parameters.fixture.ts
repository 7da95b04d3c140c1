import { type Architecture, type InputData, type InputParameters, resolveInputs } from '@widthwise/network';
import { type ProbeSelection, probes } from '@widthwise/probes';
import type { PropagateParameters } from './parameters.ts';

/** A small cell: tanh, width 64, six layers, two inputs at correlation 0.4. */
export const parametersWith = (
  network: Partial<Architecture> = {},
  inputs: InputParameters = { ensemble: 'pair', correlation: 0.4, squaredNorm: 1 },
): PropagateParameters => ({
  network: { activation: 'tanh', width: 64, depth: 6, sigmaW: 1.2, sigmaB: 0.3, ...network },
  inputs,
  sampler: 'gram',
});

/** Every registered probe of the experiment that both samplers have, with its default options. */
export const allProbes: readonly ProbeSelection[] = Object.values(probes)
  .filter(({ experiment, needsWeights }) => experiment === 'propagate' && needsWeights === undefined)
  .map(({ name, version, options }) => ({
    name,
    version,
    options: Object.fromEntries(
      Object.entries(options).map(([key, { defaultValue }]) => [key, defaultValue]),
    ),
  }));

export const inputsOf = ({ inputs }: PropagateParameters): InputData =>
  resolveInputs(inputs, [1, 2], () => {
    throw new Error('these inputs need no images');
  });
