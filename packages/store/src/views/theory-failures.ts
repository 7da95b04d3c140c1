import {
  cellColumns,
  fromEstimates,
  keyColumns,
  samePredictionKey,
  selectCell,
  selectKey,
  sweepIdColumn,
} from './estimate-view.ts';
import type { View } from './view.ts';

export const theoryFailures: View = {
  name: 'theory_failures',
  comment:
    'The first layer at which infinite-width theory fails by more than three standard errors, for every quantity and inputs of a cell, and whether theory at this width repairs it there. By chance alone one layer in 370 fails.',
  columns: [
    ...cellColumns,
    ...keyColumns,
    sweepIdColumn,
    ['value', "Estimate over networks at that layer, in the quantity's unit. Table estimates."],
    ['standard_error', 'Standard error of value over networks, same unit.'],
    ['networks', 'Number of independent networks that contributed to value.'],
    ['infinite_width', 'Prediction of infinite width, same unit. Table predictions.'],
    ['infinite_width_residual', '(value − infinite_width) / standard_error, dimensionless; beyond ±3.'],
    [
      'theory',
      'The sharper theory at this key: first-order (with the 1/N correction) or exact. NULL where there is none.',
    ],
    ['prediction', 'What the sharper theory predicts, same unit. NULL where there is none.'],
    [
      'residual',
      '(value − prediction) / standard_error, dimensionless. NULL where there is no sharper theory.',
    ],
    ['is_repaired', 'True if residual lies within ±3. NULL where there is no sharper theory.'],
    ['layers', 'Layers of this quantity and inputs that were compared.'],
    ['failed_layers', 'Layers at which infinite width fails by more than three standard errors.'],
  ],
  select: `select * from (
select distinct on (s.id, t.id, e.quantity, e.step, e.input_a, e.input_b) ${selectCell},
  ${selectKey('e')},
  s.id::text as sweep_id, e.value, e.standard_error, e.networks, p.value as infinite_width,
  (e.value - p.value) / e.standard_error as infinite_width_residual,
  nullif(e.theory::text, 'infinite-width') as theory,
  case when e.theory <> 'infinite-width' then e.prediction end as prediction,
  case when e.theory <> 'infinite-width' then (e.value - e.prediction) / e.standard_error end as residual,
  case when e.theory <> 'infinite-width' then abs(e.value - e.prediction) <= 3 * e.standard_error end as is_repaired,
  count(*) over series as layers,
  count(*) filter (where abs(e.value - p.value) > 3 * e.standard_error) over series as failed_layers
from ${fromEstimates}
  join store.predictions p on ${samePredictionKey} and p.theory = 'infinite-width'
where e.standard_error > 0 and e.layer > 0
window series as (partition by s.id, t.id, e.quantity, e.step, e.input_a, e.input_b)
order by s.id, t.id, e.quantity, e.step, e.input_a, e.input_b, abs(e.value - p.value) <= 3 * e.standard_error, e.layer
) first where abs(infinite_width_residual) > 3`,
};
