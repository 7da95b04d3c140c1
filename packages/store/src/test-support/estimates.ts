import type { PlannedCell } from '@widthwise/plan';
import type { Estimate, ProbeSelection } from '@widthwise/probes';
import type { CellEstimates, TheoryValue } from '../queries/save-estimates.ts';
import { numbers } from './plans.ts';

export const overlapsProbe: ProbeSelection = { name: 'overlaps', version: 1, options: {} };

/** Length of two inputs, overlap, correlation and decorrelation of the pair, at each layer, with two theories. */
export function overlapEstimates(planned: PlannedCell, networks: number): CellEstimates {
  const { depth } = planned.cell.parameters.network;
  const estimates: Estimate[] = [];
  const predictions: TheoryValue[] = [];
  const noise = numbers(networks, 6 * depth);
  const keys = [
    { quantity: 'length', inputA: 1 },
    { quantity: 'length', inputA: 2 },
    { quantity: 'overlap', inputA: 1, inputB: 2 },
    { quantity: 'correlation', inputA: 1, inputB: 2 },
    { quantity: 'decorrelation', inputA: 1, inputB: 2 },
  ];
  for (let layer = 1; layer <= depth; layer += 1) {
    keys.forEach((key, index) => {
      const value = 0.5 + 0.01 * noise[(layer - 1) * keys.length + index]!;
      estimates.push({ ...key, layer, value, standardError: 0.01, networks });
      predictions.push({ ...key, layer, probe: 'overlaps', theory: 'infinite-width', value: 0.25 });
      predictions.push({ ...key, layer, probe: 'overlaps', theory: 'first-order', value: 0.5 });
    });
  }
  const { cell, lineage } = planned;
  return { cellId: cell.id, lineage, probe: overlapsProbe, networks, estimates, histograms: [], predictions };
}
