import type { NetworkFeatures } from '../features.ts';
import type { Probe } from '../probe.ts';
import { estimateNormality } from './estimate.ts';
import { normalityLayout, normalityPlan } from './layout.ts';
import { observeNormality } from './observe.ts';
import { normalityQuantities } from './quantities.ts';

/** Tests of neuron 1 across networks, of one input and of several jointly, and how large what they look for is. */
export const normality: Probe<NetworkFeatures> = {
  name: 'normality',
  experiment: 'propagate',
  version: 1,
  options: {
    networks: {
      description: 'Networks, sampled uniformly from all, whose first neuron is tested.',
      defaultValue: 1024,
      minimum: 8,
      maximum: 8192,
      isInteger: true,
    },
  },
  quantities: normalityQuantities,
  features: (shape) => ({
    probedInputs: normalityPlan(shape).probedInputs,
    neurons: 1,
    pitBins: 0,
    pushforwardSamples: 0,
  }),
  layout: normalityLayout,
  observe: observeNormality,
  estimate: estimateNormality,
};
