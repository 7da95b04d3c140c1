import { cellColumns, fromCells, keyColumns, selectCell, selectKey, sweepIdColumn } from './estimate-view.ts';
import type { View } from './view.ts';

export const pitHistograms: View = {
  name: 'pit_histograms',
  comment:
    'Counts of preactivations over bins that are equiprobable under N(0, 1), after division by √q of infinite width: flat where the law is that Gaussian. Exact integers.',
  columns: [
    ...cellColumns,
    ...keyColumns,
    ['probe', 'Probe that counted.'],
    ['bins', 'Number of bins; bin k holds the quantiles from (k − 1)/bins to k/bins.'],
    ['counts', 'Preactivations per bin, all neurons and networks counted; lowest bin first.'],
    ['networks', 'Number of networks stored and merged.'],
    sweepIdColumn,
  ],
  select: `select ${selectCell},
  ${selectKey('h')},
  t.probe, cardinality(h.counts) as bins, h.counts, t.networks, s.id::text as sweep_id
from ${fromCells}
  join store.estimate_sets t on t.cell_id = w.cell_id and t.lineage = w.lineage
  join store.histograms h on h.set_id = t.id
where h.quantity like 'pit-%'`,
};
