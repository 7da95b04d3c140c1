import type { NetworkFeatures } from '../features.ts';
import { option } from '../option.ts';
import type { Probe } from '../probe.ts';
import { estimateRelativeEntropy } from './estimate.ts';
import { relativeEntropyLayout, relativeEntropyPlan } from './layout.ts';
import { observeRelativeEntropy } from './observe.ts';

/**
 * Relative entropies between layer 1, the reference, and every layer: the pushforward quantity of Erdmenger, Grosvenor &
 * Jefferson 2022 (SciPost Phys. 12, 041) as in their published code, and Gaussian divergences on one space, both ways.
 */
export const relativeEntropy: Probe<NetworkFeatures> = {
  name: 'relative-entropy',
  experiment: 'propagate',
  version: 1,
  options: {
    samples: {
      description:
        'Columns of Monte Carlo noise pushed through the weights of each network. The spread between networks is far larger than that of the columns, so that few are best.',
      defaultValue: 4,
      minimum: 1,
      maximum: 1024,
      isInteger: true,
    },
  },
  quantities: [
    {
      name: 'relative-entropy',
      symbol: 'D_m',
      unit: 'nats',
      description:
        'Entropy gap plus mismatch: noise with the mean and variance of layer 1, pushed through the weights to this layer, against the Gaussian of this layer. Input 1; reference layer 1. Not a divergence on one space.',
    },
    {
      name: 'entropy-gap',
      symbol: '(N/2) ln(v_m/v_1)',
      unit: 'nats',
      description: 'Entropy of this layer less that of layer 1, both taken as isotropic Gaussians. Input 1.',
    },
    {
      name: 'entropy-mismatch',
      symbol: '⟨|Zs − μ_m|²⟩/(2v_m) − N/2',
      unit: 'nats',
      description:
        'Excess of the pushed-forward noise over the variance of this layer. Input 1; reference layer 1.',
    },
    {
      name: 'kl-isotropic-forward',
      symbol: 'D(1‖m)',
      unit: 'nats',
      description:
        'Relative entropy of the isotropic Gaussian of layer 1 from that of this layer, all N neurons, expectation under layer 1.',
    },
    {
      name: 'kl-isotropic-reverse',
      symbol: 'D(m‖1)',
      unit: 'nats',
      description: 'The same with the expectation under this layer.',
    },
    {
      name: 'kl-kernel-forward',
      symbol: 'D(K_1‖K_m)',
      unit: 'nats per neuron',
      description:
        'Relative entropy between the conditional Gaussian laws of one neuron over the probed inputs, expectation under layer 1. Grows without bound in the ordered phase.',
    },
    {
      name: 'kl-kernel-reverse',
      symbol: 'D(K_m‖K_1)',
      unit: 'nats per neuron',
      description: 'The same with the expectation under this layer.',
    },
  ],
  features: (shape, options) => ({
    probedInputs: relativeEntropyPlan(shape).probedInputs,
    neurons: 0,
    pitBins: 0,
    pushforwardSamples: option(options, 'samples'),
  }),
  layout: relativeEntropyLayout,
  observe: observeRelativeEntropy,
  estimate: estimateRelativeEntropy,
};
