import type { EquilibriumTask } from '@widthwise/experiments';
import type { EquilibriumFeatures } from '@widthwise/probes';
import { equilibriumWith } from './equilibrium.ts';
import { type ImageLaw, imageLaws } from './image-laws.ts';

/** One number of every network of a task, its images drawn by the family's own law or another. */
export function sampled(
  task: EquilibriumTask,
  numberOf: (features: EquilibriumFeatures) => number,
  law: ImageLaw = imageLaws[task.family],
): Float64Array {
  const out = new Float64Array(task.count);
  equilibriumWith(law, task, (network, outcome) => {
    if (!('gain' in outcome)) throw new Error(`network ${network} diverged`);
    out[network - task.first] = numberOf(outcome);
  });
  return out;
}

/** Mean with its standard error, and N times the relative variance for a given N. */
export function summary(values: Float64Array): {
  readonly mean: number;
  readonly standardError: number;
  readonly deviation: number;
} {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / (values.length - 1));
  return { mean, standardError: deviation / Math.sqrt(values.length), deviation };
}
