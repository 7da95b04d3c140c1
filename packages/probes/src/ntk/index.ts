import type { NetworkFeatures } from '../features.ts';
import type { Probe } from '../probe.ts';
import { estimateNtk } from './estimate.ts';
import { ntkLayout, ntkPlan } from './layout.ts';
import { observeNtk } from './observe.ts';

/** The empirical neural tangent kernel at initialization (Jacot, Gabriel & Hongler 2018, arXiv:1806.07572), layer by layer. */
export const ntk: Probe<NetworkFeatures> = {
  name: 'ntk',
  experiment: 'propagate',
  version: 1,
  options: {
    inputs: {
      description: 'The first so many inputs, of which the kernel is taken.',
      defaultValue: 2,
      minimum: 1,
      maximum: 64,
      isInteger: true,
    },
  },
  quantities: [
    {
      name: 'ntk',
      symbol: 'Θ_ab',
      unit: '1',
      description:
        'Mean over networks of the tangent kernel of neuron 1 of the last layer: inner product of its gradients at two inputs, with the scales and rates of the parameterization.',
    },
    {
      name: 'ntk-contribution',
      symbol: 'Θ_ab^{(l)}',
      unit: '1',
      description: "What layer l's weights and biases add to the tangent kernel.",
    },
    {
      name: 'ntk-variance',
      symbol: 'Var Θ_ab',
      unit: '1',
      description: 'Variance over networks of the tangent kernel; of order 1/N where the kernel has a limit.',
    },
  ],
  features: (shape, options) => ({
    probedInputs: 0,
    neurons: 0,
    pitBins: 0,
    pushforwardSamples: 0,
    ntkInputs: ntkPlan(shape, options).kernelInputs,
  }),
  layout: ntkLayout,
  observe: observeNtk,
  estimate: estimateNtk,
};
