import { estimateView } from './estimate-view.ts';

export const lengthMap = estimateView({
  name: 'length_map',
  comment:
    'Length q = E[z²] of preactivations per layer and input, in units of z²: the diagonal of overlaps. Probe overlaps.',
  where: `t.probe = 'overlaps' and e.quantity = 'length'`,
});
