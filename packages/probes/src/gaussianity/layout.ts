import type { StatisticsLayout } from '@widthwise/stats';
import type { ProbeShape } from '../probe.ts';

const MAXIMUM_PROBED_INPUTS = 4;

/** Neurons that the tests within one network look at, at most. */
export const TESTED_NEURONS = 64;

/** Below this many neurons the tests within one network are not made. */
export const FEWEST_TESTED_NEURONS = 8;

/** Equiprobable bins of the PIT histograms. */
export const PIT_BINS = 128;

/** Networks whose first neuron is kept for tests that need sorted values. */
const RESERVOIR_NETWORKS = 256;

/**
 * Where the statistics stand. Rows are (layer, probed input), R = L P of them. Moments: K_aa/q, [R], then neuron 1's z/√q,
 * [R], with q the squared PIT scale. Groups: one per row, (z²/q, z⁴/q², z³/q^{3/2}, u, u²) with u = K_aa/q − 1 and powers
 * averaged over neurons. Counts: pooled PIT [R][bins], neuron 1's PIT [R][bins], then per layer the networks tested and
 * rejected by Jarque–Bera and by Anderson–Darling. Reservoir: neuron 1's z/√q, [R].
 *
 * Division by q keeps fourth powers in range at every depth and lets u² carry the variance of K without cancellation.
 */
export function gaussianityPlan({ depth, inputs }: ProbeShape) {
  const probedInputs = Math.min(inputs, MAXIMUM_PROBED_INPUTS);
  const rows = depth * probedInputs;
  return {
    probedInputs,
    rows,
    marginalCounts: rows * PIT_BINS,
    testCounts: 2 * rows * PIT_BINS,
  };
}

/** Size of the co-moment group of a row. */
export const GROUP_SIZE = 5;

export function gaussianityLayout(shape: ProbeShape): StatisticsLayout {
  const { rows, testCounts } = gaussianityPlan(shape);
  return {
    moments: 2 * rows,
    groups: new Array<number>(rows).fill(GROUP_SIZE),
    counts: testCounts + 3 * shape.depth,
    reservoir: { capacity: RESERVOIR_NETWORKS, values: rows },
  };
}
