import type { StatisticsLayout } from '@widthwise/stats';
import type { ProbeShape } from '../probe.ts';

/** How many inputs, at most, single-input and kernel divergences are kept for. */
const MAXIMUM_PROBED_INPUTS = 4;

/**
 * Where the observables of a layer stand. Per layer: D, entropy gap, mismatch, then the isotropic divergences of every
 * probed input forward, the same in reverse, and the two of the kernel. Per layer a counter for each thing that can be
 * undefined in a network: the first three, each input's isotropic pair, the kernel's pair.
 */
export function relativeEntropyPlan({ depth, inputs }: ProbeShape) {
  const probedInputs = Math.min(inputs, MAXIMUM_PROBED_INPUTS);
  const stride = 3 + 2 * probedInputs + 2;
  return {
    probedInputs,
    stride,
    forward: 3,
    reverse: 3 + probedInputs,
    kernel: 3 + 2 * probedInputs,
    counterStride: probedInputs + 2,
    moments: depth * stride,
    counts: depth * (probedInputs + 2),
  };
}

export function relativeEntropyLayout(shape: ProbeShape): StatisticsLayout {
  const { moments, counts } = relativeEntropyPlan(shape);
  return { moments, groups: [], counts, reservoir: undefined };
}
