import { estimateView } from './estimate-view.ts';

export const overlaps = estimateView({
  name: 'overlaps',
  comment:
    'Overlap q_ab = E[z(x_a) z(x_b)] of preactivations per layer, in units of z²; the lengths q_aa are included, with input_b = input_a. Probe overlaps.',
  where: `t.probe = 'overlaps' and e.quantity in ('overlap', 'length')`,
  // A length is stored at one input: here it stands on the diagonal.
  inputB: `case e.quantity when 'length' then nullif(e.input_a, -1) else nullif(e.input_b, -1) end`,
});
