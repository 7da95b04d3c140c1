import { meanOf, momentsAt, type Statistics, varianceOf } from '@widthwise/stats';
import type { Estimate, Histogram, ProbeResult, ProbeShape } from '../probe.ts';
import { equilibriumLayout, equilibriumPlan, LOG_GAIN_BINS, PER_INPUT } from './layout.ts';

/** Stored name of the mean of each number of `PER_INPUT`. */
const MEANS: Readonly<Record<(typeof PER_INPUT)[number], string>> = {
  gain: 'equilibrium-gain',
  logGain: 'equilibrium-log-gain',
  secondMoment: 'activation-second-moment',
  stability: 'equilibrium-stability',
  iterations: 'iterations',
  converged: 'converged',
};

/** Means at (inputA), lengths at (step, inputA), overlaps at (inputA, inputB), histograms at (inputA). */
export function estimateEquilibrium(statistics: Statistics, shape: ProbeShape): ProbeResult {
  const { depth, inputs } = shape;
  const { trajectory, overlaps, histogramInputs } = equilibriumPlan(shape);
  const layout = equilibriumLayout(shape);
  const { networks } = statistics;
  const at = (index: number) => momentsAt(layout, statistics, index);
  const estimates: Estimate[] = [];
  for (let inputA = 1; inputA <= inputs; inputA += 1) {
    const first = (inputA - 1) * PER_INPUT.length;
    for (const [k, name] of PER_INPUT.entries())
      estimates.push({ quantity: MEANS[name], inputA, ...meanOf(at(first + k)), networks });
    const variance = varianceOf(at(first + PER_INPUT.indexOf('logGain')));
    estimates.push({ quantity: 'equilibrium-log-gain-variance', inputA, ...variance, networks });
    for (let step = 1; step <= depth; step += 1) {
      const length = meanOf(at(trajectory + (step - 1) * inputs + inputA - 1));
      estimates.push({ quantity: 'iteration-length', step, inputA, ...length, networks });
    }
  }
  let pair = overlaps;
  for (let inputA = 1; inputA <= inputs; inputA += 1)
    for (let inputB = inputA + 1; inputB <= inputs; inputB += 1)
      estimates.push({ quantity: 'equilibrium-overlap', inputA, inputB, ...meanOf(at(pair++)), networks });
  const histograms: Histogram[] = Array.from({ length: histogramInputs }, (_, a) => ({
    quantity: 'equilibrium-log-gain-histogram',
    inputA: a + 1,
    counts: statistics.counts.slice(a * LOG_GAIN_BINS, (a + 1) * LOG_GAIN_BINS),
  }));
  return { estimates, histograms };
}
