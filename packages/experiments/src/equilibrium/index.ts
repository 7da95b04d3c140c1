import { resolveInputs } from '@widthwise/network';
import type { EquilibriumFeatures } from '@widthwise/probes';
import type { Experiment } from '../experiment.ts';
import { equilibriumCost } from './cost.ts';
import { type EquilibriumParameters, equilibriumShape } from './parameters.ts';
import { predictEquilibrium } from './predictions.ts';
import { runEquilibrium } from './run.ts';

/** Deep equilibrium networks at initialization: one tied matrix, iterated until the state stands still. */
export const equilibrium: Experiment<EquilibriumParameters, EquilibriumFeatures> = {
  name: 'equilibrium',
  version: 1,
  stage: 'iteration',
  inputs: ({ inputs }, key, mnist) => resolveInputs(inputs, key, mnist),
  shape: equilibriumShape,
  cost: equilibriumCost,
  run: runEquilibrium,
  predict: predictEquilibrium,
};
