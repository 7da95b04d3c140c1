import { estimateView } from './estimate-view.ts';

export const correlationMap = estimateView({
  name: 'correlation_map',
  comment:
    'Correlation c_ab = q_ab / √(q_aa q_bb) per layer and pair of inputs, dimensionless in [−1, 1], and decorrelation 1 − c_ab, resolved to 1e-12. Delta-method errors. Probe overlaps.',
  where: `t.probe = 'overlaps' and e.quantity in ('correlation', 'decorrelation')`,
});
