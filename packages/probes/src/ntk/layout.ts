import type { StatisticsLayout } from '@widthwise/stats';
import { option } from '../option.ts';
import type { ProbeOptions, ProbeShape } from '../probe.ts';

/** Inputs Q of the kernel, and its pairs a ≤ b in lexicographic order. */
export function ntkPlan({ depth, inputs }: ProbeShape, options: ProbeOptions) {
  const kernelInputs = Math.min(inputs, option(options, 'inputs'));
  const pairs = (kernelInputs * (kernelInputs + 1)) / 2;
  return { kernelInputs, pairs, moments: (1 + depth) * pairs };
}

/** Moments: Θ of every pair, [pairs], then every layer's contribution, [L][pairs]. */
export const ntkLayout = (shape: ProbeShape, options: ProbeOptions): StatisticsLayout => ({
  moments: ntkPlan(shape, options).moments,
  groups: [],
  counts: 0,
  reservoir: undefined,
});
