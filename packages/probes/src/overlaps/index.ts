import type { NetworkFeatures } from '../features.ts';
import type { Probe } from '../probe.ts';
import { estimateOverlaps } from './estimate.ts';
import { overlapsLayout } from './layout.ts';
import { observeOverlaps } from './observe.ts';

/** Lengths, overlaps and correlations of the preactivations of every input and pair of inputs, layer by layer. */
export const overlaps: Probe<NetworkFeatures> = {
  name: 'overlaps',
  experiment: 'propagate',
  version: 1,
  options: {},
  quantities: [
    {
      name: 'length',
      symbol: 'q_aa',
      unit: 'z²',
      description: 'Mean over networks of the mean over neurons of z_a².',
    },
    {
      name: 'overlap',
      symbol: 'q_ab',
      unit: 'z²',
      description: 'Mean over networks of the mean over neurons of z_a z_b, for pairs a < b.',
    },
    {
      name: 'correlation',
      symbol: 'c_ab',
      unit: '1',
      description: 'q_ab/√(q_aa q_bb) of the means over networks.',
    },
    {
      name: 'decorrelation',
      symbol: '1 − c_ab',
      unit: '1',
      description:
        'One minus the correlation, from the mean of (z_a − z_b)², so that it keeps its digits near c = 1.',
    },
  ],
  features: () => ({ probedInputs: 0, neurons: 0, pitBins: 0, pushforwardSamples: 0 }),
  layout: overlapsLayout,
  observe: observeOverlaps,
  estimate: estimateOverlaps,
};
