import { meanOf, momentsAt, type Statistics, type UncertainValue } from '@widthwise/stats';
import type { Estimate, ProbeResult, ProbeShape } from '../probe.ts';
import { relativeEntropyLayout, relativeEntropyPlan } from './layout.ts';

const MISSING: UncertainValue = { value: undefined, standardError: undefined };

/**
 * Means over networks of the per-network divergences. A mean is undefined when the divergence does not exist in even
 * one network: leaving that network out would bias what is left.
 *
 * Accuracy: 95 % intervals of `kl-kernel-forward`, an expectation of 1/K, cover 90.5 to 93 % at 256 networks of width 16 and two inputs,
 * all others 93 to 97 % (slow test).
 */
export function estimateRelativeEntropy(statistics: Statistics, shape: ProbeShape): ProbeResult {
  const layout = relativeEntropyLayout(shape);
  const plan = relativeEntropyPlan(shape);
  const { networks } = statistics;
  const estimates: Estimate[] = [];
  for (let layer = 1; layer <= shape.depth; layer++) {
    const at = (layer - 1) * plan.stride;
    const counters = (layer - 1) * plan.counterStride;
    const mean = (index: number, counter: number): UncertainValue =>
      statistics.counts[counters + counter] === 0
        ? meanOf(momentsAt(layout, statistics, at + index))
        : MISSING;
    const first = { layer, inputA: 1, networks };
    estimates.push(
      { quantity: 'relative-entropy', ...first, ...mean(0, 0) },
      { quantity: 'entropy-gap', ...first, ...mean(1, 0) },
      { quantity: 'entropy-mismatch', ...first, ...mean(2, 0) },
    );
    for (let a = 0; a < plan.probedInputs; a++) {
      const key = { layer, inputA: a + 1, networks };
      estimates.push(
        { quantity: 'kl-isotropic-forward', ...key, ...mean(plan.forward + a, 1 + a) },
        { quantity: 'kl-isotropic-reverse', ...key, ...mean(plan.reverse + a, 1 + a) },
      );
    }
    const kernelCounter = 1 + plan.probedInputs;
    estimates.push(
      { quantity: 'kl-kernel-forward', layer, networks, ...mean(plan.kernel, kernelCounter) },
      { quantity: 'kl-kernel-reverse', layer, networks, ...mean(plan.kernel + 1, kernelCounter) },
    );
  }
  return { estimates, histograms: [] };
}
