import type { StatisticsLayout } from '@widthwise/stats';
import { option } from '../option.ts';
import type { ProbeOptions, ProbeShape } from '../probe.ts';

const MAXIMUM_PROBED_INPUTS = 4;

/**
 * Where the statistics stand. Rows are (layer, probed input), R = L P of them. Moments: K_aa/q, [R]. Reservoir: neuron 1's z/√q, [R],
 * then K_11/q of input 1, [L], with q the squared PIT scale.
 */
export function normalityPlan({ depth, inputs }: ProbeShape) {
  const probedInputs = Math.min(inputs, MAXIMUM_PROBED_INPUTS);
  const rows = depth * probedInputs;
  return { probedInputs, rows, values: rows + depth };
}

export function normalityLayout(shape: ProbeShape, options: ProbeOptions): StatisticsLayout {
  const { rows, values } = normalityPlan(shape);
  return {
    moments: rows,
    groups: [],
    counts: 0,
    reservoir: { capacity: option(options, 'networks'), values },
  };
}
