import { cellColumns, fromCells, keyColumns, selectCell, selectKey, sweepIdColumn } from './estimate-view.ts';
import type { View } from './view.ts';

export const discoveries: View = {
  name: 'discoveries',
  comment:
    'p-values of a sweep adjusted for their number: among rows with benjamini_yekutieli at most 0.05, on average at most 5 % are false; benjamini_hochberg, with more rows, promises the same where tests are not negatively dependent. One family a quantity, over layers, inputs and cells. Made by `widthwise discoveries`. Table discoveries.',
  columns: [
    ...cellColumns,
    ...keyColumns,
    ['p_value', 'As estimated, dimensionless. Table estimates.'],
    ['benjamini_hochberg', 'Adjusted p-value where tests are independent or positively dependent.'],
    [
      'benjamini_yekutieli',
      'Adjusted p-value that holds under any dependence, such as that of layers of one network; larger by a factor of about ln(tests).',
    ],
    ['tests', 'Number of tests of the family.'],
    ['adjusted_at', 'When it was adjusted: estimates merged later are not in it.'],
    sweepIdColumn,
  ],
  select: `select ${selectCell},
  ${selectKey('d')},
  d.p_value, d.benjamini_hochberg, d.benjamini_yekutieli, d.tests, d.adjusted_at, s.id::text as sweep_id
from ${fromCells}
  join store.discoveries d on d.sweep_id = w.sweep_id and d.cell_id = w.cell_id`,
};
