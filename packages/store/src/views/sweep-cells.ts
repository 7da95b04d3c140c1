import { cellColumns, fromCells, selectCell, sweepIdColumn } from './estimate-view.ts';
import type { View } from './view.ts';

export const sweepCells: View = {
  name: 'sweep_cells',
  comment:
    'The cells of a sweep with all that tells them apart: join other views to it by cell, and read axes or parameters with ->>. Tables cells and sweep_cells.',
  columns: [
    ...cellColumns,
    ['axes', "Values of the sweep's axes at this cell, by path, such as network.skip. JSON."],
    ['parameters', 'Everything that the cell computes: network, inputs, sampler. JSON.'],
    ['seed', 'Seed of the sweep, part of the identity of the cell.'],
    ['networks_wanted', 'Number of networks that the sweep asks for.'],
    sweepIdColumn,
  ],
  select: `select ${selectCell},
  w.axes, c.parameters, c.seed, w.networks as networks_wanted, s.id::text as sweep_id
from ${fromCells}`,
};
