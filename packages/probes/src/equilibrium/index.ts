import type { EquilibriumFeatures } from '../features.ts';
import type { Probe } from '../probe.ts';
import { estimateEquilibrium } from './estimate.ts';
import { equilibriumLayout } from './layout.ts';
import { observeEquilibrium } from './observe.ts';

const LAST = 'h* is the state after the last iteration; see `converged` for how many stand still there.';

/** Where h ← W φ(h) + x comes to, by input: gains, postactivations, stability, and the way there. */
export const equilibrium: Probe<EquilibriumFeatures> = {
  name: 'equilibrium',
  experiment: 'equilibrium',
  version: 1,
  options: {},
  quantities: [
    {
      name: 'equilibrium-gain',
      symbol: '‖h*‖²/‖x‖²',
      unit: '1',
      description: `Mean over networks of the gain. Its expectation at finite width is infinite for i.i.d. and symmetric weights with a linear φ, however rare the networks that make it so: prefer the log-gain near the threshold. ${LAST}`,
    },
    {
      name: 'equilibrium-log-gain',
      symbol: 'ln ‖h*‖²/‖x‖²',
      unit: 'nats',
      description: `Mean over networks of the logarithm of the gain, which is finite for every family. ${LAST}`,
    },
    {
      name: 'equilibrium-log-gain-variance',
      symbol: 'Var ln ‖h*‖²/‖x‖²',
      unit: 'nats²',
      description: 'Variance over networks of the logarithm of the gain; of order 1/N.',
    },
    {
      name: 'equilibrium-log-gain-histogram',
      symbol: 'ln ‖h*‖²/‖x‖²',
      unit: 'networks',
      description:
        'Networks by log-gain, of the first four inputs: bins 0.01 wide from −5 to 20, the first and the last count what lies beyond.',
    },
    {
      name: 'activation-second-moment',
      symbol: 'q',
      unit: 'φ²',
      description: `Mean over networks of the mean over neurons of φ(h*)². ${LAST}`,
    },
    {
      name: 'equilibrium-stability',
      symbol: 'Λ',
      unit: '1',
      description:
        'Mean over networks of σ² ⟨φ′(h*)²⟩ over neurons; for symmetric weights σ² ⟨(φ′/(1 − σ²χφ′))²⟩ with their response χ, and 1 where there is none. Stable where Λ < 1.',
    },
    {
      name: 'iterations',
      symbol: 't*',
      unit: 'iterations',
      description:
        'Mean over networks of the iterations made: until ‖h_t − h_{t−1}‖ ≤ 10⁻⁶ ‖h_{t−1}‖, or all.',
    },
    {
      name: 'converged',
      symbol: 'share',
      unit: '1',
      description: 'Share of networks whose iteration met its tolerance.',
    },
    {
      name: 'iteration-length',
      symbol: '‖h_t‖²/N',
      unit: 'h²',
      description:
        'Mean over networks of the mean over neurons of h², after iteration t (the step); constant once the iteration has met its tolerance.',
    },
    {
      name: 'equilibrium-overlap',
      symbol: 'h*_a·h*_b/N',
      unit: 'h²',
      description: `Mean over networks of the mean over neurons of h_a h_b, for pairs a < b. ${LAST}`,
    },
  ],
  features: () => ({ probedInputs: 0, neurons: 0, pitBins: 0, pushforwardSamples: 0 }),
  layout: equilibriumLayout,
  observe: observeEquilibrium,
  estimate: estimateEquilibrium,
};
