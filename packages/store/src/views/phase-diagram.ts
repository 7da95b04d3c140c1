import {
  cellColumns,
  fromCells,
  keyColumns,
  selectCell,
  selectValue,
  sweepIdColumn,
  theoryColumn,
  valueColumns,
} from './estimate-view.ts';
import type { View } from './view.ts';

/** The estimate of one quantity at the last layer. */
const lastLayer = (quantity: string, inputs: string): string => `left join lateral (
    select ${selectValue}, e.theory
      from store.estimates e
     where e.set_id = t.id and e.quantity = '${quantity}' and e.layer = c.depth and ${inputs}
     limit 1) as`;

export const phaseDiagram: View = {
  name: 'phase_diagram',
  comment:
    'One row per cell of the plane (σ_w, σ_b): correlation of inputs 1 and 2 at the last layer (1 in the ordered phase, below 1 in the chaotic one) as value, and the length of input 1 there. Probe overlaps.',
  columns: [
    ...cellColumns,
    ...keyColumns,
    ['length', 'Length q = E[z²] of input 1 at the last layer, in units of z².'],
    ['length_standard_error', 'Standard error of length over networks, same unit.'],
    ['length_prediction', 'Length by the sharpest theory, same unit.'],
    sweepIdColumn,
    theoryColumn,
    ...valueColumns,
  ],
  select: `select ${selectCell},
  'correlation'::text as quantity, c.depth as layer, null::integer as step, 1 as input_a, 2 as input_b,
  q.value as length, q.standard_error as length_standard_error, q.prediction as length_prediction,
  s.id::text as sweep_id, r.theory::text as theory,
  r.value, r.standard_error, coalesce(r.networks, q.networks) as networks, r.prediction, r.residual
from ${fromCells}
  join store.estimate_sets t on t.cell_id = w.cell_id and t.lineage = w.lineage and t.probe = 'overlaps'
  ${lastLayer('correlation', 'e.input_a = 1 and e.input_b = 2')} r on true
  ${lastLayer('length', 'e.input_a = 1')} q on true`,
};
