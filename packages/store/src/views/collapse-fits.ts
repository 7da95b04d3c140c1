import { cellColumns, fromCells, sweepIdColumn } from './estimate-view.ts';
import type { View } from './view.ts';

type Column = View['columns'][number];

export const collapseFits: View = {
  name: 'collapse_fits',
  comment:
    'Whether deviations from infinite width depend on layer and width through their ratio alone: values at one ratio, over cells of a sweep that are alike in all but width and depth, and a test that they are one. Made by `widthwise fit`. Table collapse_fits.',
  columns: [
    ...cellColumns.map(
      (column): Column =>
        column[0] === 'cell'
          ? ['cell', 'Id of the widest cell, which stands for all of them. Table cells.']
          : column,
    ),
    ['quantity', 'Stored name of the quantity.'],
    ['step', 'Training step, or what the quantity says of its steps. NULL where none applies.'],
    ['input_a', 'First input, one-based. NULL where none applies.'],
    ['input_b', 'Second input, one-based. NULL where none applies.'],
    ['ratio', 'Layer divided by width.'],
    ['widths', 'Widths N that were compared, descending.'],
    ['layers', 'Layer of each of these widths.'],
    [
      'deviation',
      'Weighted mean over widths of value less its infinite-width prediction; the unit of the quantity.',
    ],
    ['standard_error', 'Standard error of deviation over networks; same unit.'],
    ['chi_square', 'Σ ((deviation_i − deviation)/SE_i)², dimensionless.'],
    ['degrees_of_freedom', 'Widths less one.'],
    ['p_value', 'Probability of a larger χ² where one value holds for all widths.'],
    ['networks', 'Number of independent networks, over all widths.'],
    ['fitted_at', 'When it was compared: estimates merged later are not in it.'],
    sweepIdColumn,
  ],
  select: `select s.name as sweep, c.id as cell, c.experiment, c.activation, c.width, c.depth, c.sigma_w, c.sigma_b,
  f.quantity::text, nullif(f.step, -1), nullif(f.input_a, -1), nullif(f.input_b, -1), f.ratio, f.widths::integer[], f.layers::integer[],
  f.value, f.standard_error, f.chi_square, f.degrees_of_freedom, f.p_value, f.networks, f.fitted_at, s.id::text as sweep_id
from ${fromCells}
  join store.collapse_fits f on f.sweep_id = w.sweep_id and f.cell_id = w.cell_id`,
};
