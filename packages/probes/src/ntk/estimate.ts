import { meanOf, momentsAt, type Statistics, varianceOf } from '@widthwise/stats';
import type { Estimate, ProbeOptions, ProbeResult, ProbeShape } from '../probe.ts';
import { ntkLayout, ntkPlan } from './layout.ts';

/**
 * Kernel and its variance at (layer = L, inputA ≤ inputB), contributions at (layer, inputA ≤ inputB).
 *
 * Accuracy: 95 % intervals of the variance cover 92.7 to 94.5 % at 256 networks of width 16, all others 93 to 97 % (slow test).
 */
export function estimateNtk(statistics: Statistics, shape: ProbeShape, options: ProbeOptions): ProbeResult {
  const { kernelInputs, pairs } = ntkPlan(shape, options);
  const layout = ntkLayout(shape, options);
  const { networks } = statistics;
  const estimates: Estimate[] = [];
  let pair = 0;
  for (let inputA = 1; inputA <= kernelInputs; inputA++) {
    for (let inputB = inputA; inputB <= kernelInputs; inputB++, pair++) {
      const total = momentsAt(layout, statistics, pair);
      const last = { layer: shape.depth, inputA, inputB, networks };
      estimates.push(
        { quantity: 'ntk', ...last, ...meanOf(total) },
        { quantity: 'ntk-variance', ...last, ...varianceOf(total) },
      );
      for (let layer = 1; layer <= shape.depth; layer++) {
        const contribution = meanOf(momentsAt(layout, statistics, layer * pairs + pair));
        estimates.push({ quantity: 'ntk-contribution', layer, inputA, inputB, ...contribution, networks });
      }
    }
  }
  return { estimates, histograms: [] };
}
