import { estimateView } from './estimate-view.ts';

export const relativeEntropyTrajectories = estimateView({
  name: 'relative_entropy_trajectories',
  comment:
    'Relative entropies between layer 1 (the reference) and each layer, in nats, with their parts (entropy gap, entropy mismatch). Direction and form are named by quantity. Probe relative-entropy.',
  where: `t.probe = 'relative-entropy'`,
});
