import type { StatisticsLayout } from '@widthwise/stats';
import type { ProbeShape } from '../probe.ts';

/** Bins of ln(‖h*‖²/‖x‖²): 0.01 wide from −5 to 20, with one more at each end for what lies beyond. */
export const LOG_GAIN_BINS = 2_502;
const FROM = -5;
const BINS_PER_UNIT = 100;

/** Inputs of which a histogram is kept. */
const HISTOGRAM_INPUTS = 4;

/** Numbers kept of each input, in this order. */
export const PER_INPUT = ['gain', 'logGain', 'secondMoment', 'stability', 'iterations', 'converged'] as const;

/** Bin of a log-gain, 0 … LOG_GAIN_BINS − 1. */
export const logGainBin = (logGain: number): number =>
  Math.max(0, Math.min(LOG_GAIN_BINS - 1, Math.floor((logGain - FROM) * BINS_PER_UNIT) + 1));

/**
 * Where the statistics stand. Moments: the numbers of `PER_INPUT`, [B][6], then lengths by iteration, [T][B], then
 * overlaps of pairs a < b in lexicographic order. Counts: log-gains of the first inputs, [min(B, 4)][bins].
 */
export function equilibriumPlan({ depth, inputs }: ProbeShape) {
  const trajectory = PER_INPUT.length * inputs;
  const overlaps = trajectory + depth * inputs;
  return {
    trajectory,
    overlaps,
    moments: overlaps + (inputs * (inputs - 1)) / 2,
    histogramInputs: Math.min(inputs, HISTOGRAM_INPUTS),
  };
}

export function equilibriumLayout(shape: ProbeShape): StatisticsLayout {
  const { moments, histogramInputs } = equilibriumPlan(shape);
  return { moments, groups: [], counts: histogramInputs * LOG_GAIN_BINS, reservoir: undefined };
}
