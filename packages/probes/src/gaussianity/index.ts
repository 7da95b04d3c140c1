import type { NetworkFeatures } from '../features.ts';
import type { Probe } from '../probe.ts';
import { estimateGaussianity } from './estimate.ts';
import { gaussianityLayout, gaussianityPlan, PIT_BINS, TESTED_NEURONS } from './layout.ts';
import { observeGaussianity } from './observe.ts';
import { gaussianityQuantities } from './quantities.ts';

/** How far preactivations are from Gaussian, by cumulants, distances and tests, with three null hypotheses kept apart. */
export const gaussianity: Probe<NetworkFeatures> = {
  name: 'gaussianity',
  experiment: 'propagate',
  version: 1,
  options: {},
  quantities: gaussianityQuantities,
  features: (shape) => ({
    probedInputs: gaussianityPlan(shape).probedInputs,
    neurons: TESTED_NEURONS,
    pitBins: PIT_BINS,
    pushforwardSamples: 0,
  }),
  layout: gaussianityLayout,
  observe: observeGaussianity,
  estimate: estimateGaussianity,
};
