import { groupAt, meanOf, momentsAt, type Statistics } from '@widthwise/stats';
import type { Estimate, ProbeResult, ProbeShape } from '../probe.ts';
import { pairEstimates } from './correlation.ts';
import { overlapsLayout } from './layout.ts';

/** Lengths at (layer, inputA); overlap, correlation and decorrelation at (layer, inputA, inputB), inputA < inputB. */
export function estimateOverlaps(statistics: Statistics, shape: ProbeShape): ProbeResult {
  const layout = overlapsLayout(shape);
  const { networks } = statistics;
  const estimates: Estimate[] = [];
  let pair = 0;
  for (let layer = 1; layer <= shape.depth; layer++) {
    for (let inputA = 1; inputA <= shape.inputs; inputA++) {
      const length = meanOf(momentsAt(layout, statistics, (layer - 1) * shape.inputs + inputA - 1));
      estimates.push({ quantity: 'length', layer, inputA, ...length, networks });
      for (let inputB = inputA + 1; inputB <= shape.inputs; inputB++) {
        const { overlap, correlation, decorrelation } = pairEstimates(groupAt(layout, statistics, pair++));
        const key = { layer, inputA, inputB, networks };
        estimates.push(
          { quantity: 'overlap', ...key, ...overlap },
          { quantity: 'correlation', ...key, ...correlation },
          { quantity: 'decorrelation', ...key, ...decorrelation },
        );
      }
    }
  }
  return { estimates, histograms: [] };
}
