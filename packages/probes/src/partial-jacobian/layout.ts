import type { StatisticsLayout } from '@widthwise/stats';
import type { ProbeShape } from '../probe.ts';

const MAXIMUM_PROBED_INPUTS = 4;

/** Layers where tangents start: the first, the middle and the last but one, without repetition and above the last. */
export const tangentStarts = (depth: number): readonly number[] =>
  [...new Set([1, Math.ceil(depth / 2), depth - 1])]
    .filter((layer) => layer >= 1 && layer < depth)
    .sort((a, b) => a - b);

/**
 * Where the statistics stand. Moments: J and ln J of every start and layer, [starts][L][2] (zero above the start), then the gains
 * [L][P], then the mean over layers of ln gain, [P]. Counts: networks in which ln J does not exist, [starts][L]; in which ln gain
 * does not, [P].
 */
export function partialJacobianPlan({ depth, inputs }: ProbeShape) {
  const probedInputs = Math.min(inputs, MAXIMUM_PROBED_INPUTS);
  const starts = tangentStarts(depth);
  const gains = 2 * starts.length * depth;
  const logGains = gains + depth * probedInputs;
  return {
    probedInputs,
    starts,
    gains,
    logGains,
    moments: logGains + probedInputs,
    deadGains: starts.length * depth,
    counts: starts.length * depth + probedInputs,
  };
}

export function partialJacobianLayout(shape: ProbeShape): StatisticsLayout {
  const { moments, counts } = partialJacobianPlan(shape);
  return { moments, groups: [], counts, reservoir: undefined };
}
