import { meanOf, momentsAt, type Statistics, type UncertainValue } from '@widthwise/stats';
import type { Estimate, ProbeResult, ProbeShape } from '../probe.ts';
import { partialJacobianLayout, partialJacobianPlan } from './layout.ts';

const MISSING: UncertainValue = { value: undefined, standardError: undefined };

/** ξ = 1/|m| with m the mean of ln gain, and SE(ξ) = SE(m)/m² by the delta method. */
function depthScale({ value, standardError }: UncertainValue): UncertainValue {
  if (value === undefined || value === 0) return MISSING;
  return {
    value: 1 / Math.abs(value),
    standardError: standardError === undefined ? undefined : standardError / value ** 2,
  };
}

/**
 * Norms at (layer, step = start, inputA = 1), gains at (layer, inputA), depth scales at (inputA). A mean logarithm is undefined where it does not
 * exist in even one network.
 */
export function estimatePartialJacobian(statistics: Statistics, shape: ProbeShape): ProbeResult {
  const plan = partialJacobianPlan(shape);
  const layout = partialJacobianLayout(shape);
  const { networks, counts } = statistics;
  const estimates: Estimate[] = [];
  const mean = (index: number): UncertainValue => meanOf(momentsAt(layout, statistics, index));
  const meanLog = (index: number, counter: number): UncertainValue =>
    counts[counter] === 0 ? mean(index) : MISSING;
  for (const [index, step] of plan.starts.entries()) {
    for (let layer = step; layer <= shape.depth; layer++) {
      const row = index * shape.depth + layer - 1;
      const key = { layer, step, inputA: 1, networks };
      estimates.push(
        { quantity: 'apjn', ...key, ...mean(2 * row) },
        { quantity: 'apjn-log', ...key, ...meanLog(2 * row + 1, row) },
      );
    }
  }
  for (let a = 0; a < plan.probedInputs; a++) {
    const key = { inputA: a + 1, networks };
    for (let layer = 1; layer <= shape.depth; layer++) {
      const at = plan.gains + (layer - 1) * plan.probedInputs + a;
      estimates.push({ quantity: 'jacobian-gain', layer, ...key, ...mean(at) });
    }
    const scale = depthScale(meanLog(plan.logGains + a, plan.deadGains + a));
    estimates.push({ quantity: 'jacobian-depth-scale', ...key, ...scale });
  }
  return { estimates, histograms: [] };
}
