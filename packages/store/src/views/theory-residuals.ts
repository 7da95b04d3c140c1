import {
  cellColumns,
  fromEstimates,
  keyColumns,
  samePredictionKey,
  selectCell,
  selectKey,
  sweepIdColumn,
  theoryColumn,
  valueColumns,
} from './estimate-view.ts';
import type { View } from './view.ts';

export const theoryResiduals: View = {
  name: 'theory_residuals',
  comment:
    'Every estimate that theory predicts, once per theory: how far measurement and prediction are apart, in standard errors.',
  columns: [
    ...cellColumns,
    ...keyColumns,
    sweepIdColumn,
    ['probe', 'Probe that measured value.'],
    theoryColumn,
    [
      'is_preferred',
      'True for the sharpest theory at this key: exact before first-order before infinite-width.',
    ],
    ...valueColumns,
  ],
  select: `select ${selectCell},
  ${selectKey('e')},
  s.id::text as sweep_id, t.probe, p.theory::text as theory, p.theory = e.theory as is_preferred,
  e.value, e.standard_error, e.networks, p.value as prediction,
  (e.value - p.value) / nullif(e.standard_error, 0) as residual
from ${fromEstimates}
  join store.predictions p on ${samePredictionKey}`,
};
