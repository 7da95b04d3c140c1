import { cellColumns, fromCells, keyColumns, selectCell, selectKey, sweepIdColumn } from './estimate-view.ts';
import type { View } from './view.ts';

export const logGainHistograms: View = {
  name: 'log_gain_histograms',
  comment:
    'Networks of experiment equilibrium by log-gain: bins 0.01 wide from −5 to 20, the first and the last count what lies beyond. Exact integers. Probe equilibrium.',
  columns: [
    ...cellColumns,
    ...keyColumns,
    ['bins', 'Number of bins.'],
    ['counts', 'Networks per bin, lowest bin first.'],
    ['networks', 'Number of networks stored and merged.'],
    sweepIdColumn,
  ],
  select: `select ${selectCell},
  ${selectKey('h')},
  cardinality(h.counts) as bins, h.counts, t.networks, s.id::text as sweep_id
from ${fromCells}
  join store.estimate_sets t on t.cell_id = w.cell_id and t.lineage = w.lineage
  join store.histograms h on h.set_id = t.id
where h.quantity = 'equilibrium-log-gain-histogram'`,
};
