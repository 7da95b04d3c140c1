import type { NetworkFeatures } from '../features.ts';
import { option } from '../option.ts';
import type { Probe } from '../probe.ts';
import { estimatePartialJacobian } from './estimate.ts';
import { partialJacobianLayout, partialJacobianPlan } from './layout.ts';
import { observePartialJacobian } from './observe.ts';

/**
 * Averaged partial Jacobian norms between layers (Doshi, He & Gromov 2023, arXiv:2111.12143): the criticality of any stack of
 * layers, with skips and normalization.
 */
export const partialJacobian: Probe<NetworkFeatures> = {
  name: 'partial-jacobian',
  experiment: 'propagate',
  version: 1,
  options: {
    directions: {
      description:
        'Random directions per network and start. Networks differ far more than directions do, so that one is best.',
      defaultValue: 1,
      minimum: 1,
      maximum: 64,
      isInteger: true,
    },
  },
  quantities: [
    {
      name: 'apjn',
      symbol: 'J^{l₀,l}',
      unit: '1',
      description:
        'Averaged partial Jacobian norm E ‖∂h^l/∂h^l₀‖²/N_l of input 1, along random directions; step is the layer l₀ where they start. Its law has a heavy tail: see the mean of its logarithm too.',
    },
    {
      name: 'apjn-log',
      symbol: '⟨ln J^{l₀,l}⟩',
      unit: 'nats',
      description:
        'Mean over networks of ln J: what a typical network does. Undefined where a tangent vanished.',
    },
    {
      name: 'jacobian-gain',
      symbol: 'χ_J',
      unit: '1',
      description:
        'Factor by which the next layer multiplies squared tangents, in expectation over its weights given this layer. Of all estimates of χ_J the one with the smallest variance.',
    },
    {
      name: 'jacobian-depth-scale',
      symbol: 'ξ_J',
      unit: 'layers',
      description: 'Correlation length in depth, 1/|⟨ln χ_J⟩| with the mean over layers and networks.',
    },
  ],
  features: (shape, options) => {
    const { starts, probedInputs } = partialJacobianPlan(shape);
    const tangents = { starts, directions: option(options, 'directions') };
    return {
      probedInputs,
      neurons: 0,
      pitBins: 0,
      pushforwardSamples: 0,
      jacobianGains: true,
      ...(starts.length === 0 ? {} : { tangents }),
    };
  },
  layout: partialJacobianLayout,
  observe: observePartialJacobian,
  estimate: estimatePartialJacobian,
};
