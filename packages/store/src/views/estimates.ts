import { estimateView } from './estimate-view.ts';

export const estimates = estimateView({
  name: 'estimates',
  comment:
    'Every estimate of every probe, each beside its sharpest prediction. Other views show parts of it under the names of their subject.',
  where: 'true',
});
