import { resolveInputs } from '@widthwise/network';
import type { Experiment } from '../experiment.ts';
import { costOf } from './cost.ts';
import type { PropagateParameters } from './parameters.ts';
import { predict } from './predictions/index.ts';
import { runPropagate } from './run.ts';
import { shapeOf } from './shape.ts';

/** Random networks at initialization: fixed inputs pushed forward, every layer recorded. */
export const propagate: Experiment<PropagateParameters> = {
  name: 'propagate',
  version: 1,
  stage: 'layer',
  inputs: ({ inputs }, key, mnist) => resolveInputs(inputs, key, mnist),
  shape: shapeOf,
  cost: costOf,
  run: runPropagate,
  predict,
};
