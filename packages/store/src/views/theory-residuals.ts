import {
  cellColumns,
  everyPrediction,
  fromEstimates,
  keyColumns,
  selectCell,
  selectKey,
  selectValue,
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
    ['probe', 'Probe that measured value.'],
    theoryColumn,
    [
      'is_preferred',
      'True for the sharpest theory at this key: exact before first-order before infinite-width.',
    ],
    ...valueColumns,
    sweepIdColumn,
  ],
  select: `select ${selectCell},
  ${selectKey('e')},
  t.probe, p.theory::text as theory, p.preferred as is_preferred,
  ${selectValue},
  s.id::text as sweep_id
from ${fromEstimates}
  ${everyPrediction}`,
};
