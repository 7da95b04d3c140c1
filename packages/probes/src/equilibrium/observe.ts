import type { Observation } from '@widthwise/stats';
import type { EquilibriumFeatures } from '../features.ts';
import type { ProbeOptions, ProbeShape } from '../probe.ts';
import { equilibriumPlan, LOG_GAIN_BINS, logGainBin, PER_INPUT } from './layout.ts';

/** Writes what each input came to, its lengths along the way, and the overlaps of pairs. */
export function observeEquilibrium(
  features: EquilibriumFeatures,
  shape: ProbeShape,
  _options: ProbeOptions,
  out: Observation,
): void {
  const { depth, inputs } = shape;
  const { trajectory, overlaps, histogramInputs } = equilibriumPlan(shape);
  const { moments, counts } = out;
  for (let a = 0; a < inputs; a += 1) {
    const gain = features.gain[a]!;
    const logGain = Math.log(gain);
    const values = {
      gain,
      logGain,
      secondMoment: features.activationSecondMoment[a]!,
      stability: features.stability[a]!,
      iterations: features.iterations[a]!,
      converged: features.converged[a]!,
    };
    for (const [k, name] of PER_INPUT.entries()) moments[a * PER_INPUT.length + k] = values[name];
    if (a < histogramInputs) counts[a * LOG_GAIN_BINS + logGainBin(logGain)]! += 1;
  }
  for (let i = 0; i < depth * inputs; i += 1) moments[trajectory + i] = features.trajectory[i]!;
  let pair = overlaps;
  for (let a = 0; a < inputs; a += 1)
    for (let b = a + 1; b < inputs; b += 1) moments[pair++] = features.gram[a * inputs + b]!;
}
