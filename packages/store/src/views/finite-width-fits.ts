import { cellColumns, fromCells, keyColumns, selectKey, sweepIdColumn } from './estimate-view.ts';
import type { View } from './view.ts';

type Column = View['columns'][number];

/** Measured coefficient, its error and that of theory, for the coefficient at `index` (one-based). */
const coefficientColumns = (name: 'a' | 'b' | 'c', meaning: string): readonly Column[] => [
  [name, meaning],
  [
    `${name}_standard_error`,
    `Standard error of ${name} over networks, from the covariance of the fit; unit of ${name}.`,
  ],
  [
    `${name}_prediction`,
    `Coefficient ${name} of the same fit, at the same widths with the same weights, of what theory predicts; unit of ${name}. NULL where theory says nothing of it.`,
  ],
];

const terms = 'cardinality(f.coefficients)';

const errorOf = (index: number): string => `sqrt(f.covariance[${index} + ${index - 1} * ${terms}])`;

const selectCoefficient = (index: number): string =>
  `f.coefficients[${index}], ${errorOf(index)}, f.prediction[${index}]`;

const selectResidual = (index: number): string =>
  `(f.coefficients[${index}] - f.prediction[${index}]) / nullif(${errorOf(index)}, 0)`;

export const finiteWidthFits: View = {
  name: 'finite_width_fits',
  comment:
    'How each quantity depends on width: a + b/N, and a + b/N + c/N², fitted by weighted least squares over the cells of a sweep that are alike in all but N. One row per form. Where p_value is tiny the form does not describe the quantity, as for those that grow with N. Made by `widthwise fit`, which replaces older fits. Table fits.',
  columns: [
    ...cellColumns.map(
      (column): Column =>
        column[0] === 'cell'
          ? ['cell', 'Id of the widest cell of the fit, which stands for all of them. Table cells.']
          : column[0] === 'width'
            ? ['width', 'Largest width N of the fit; widths lists all.']
            : column,
    ),
    ...keyColumns,
    ['form', 'first-order: a + b/N. second-order: a + b/N + c/N².'],
    [
      'is_preferred',
      'True for the form with the lower corrected Akaike criterion; for the simpler one where there are too few widths to say.',
    ],
    ...coefficientColumns('a', "Limit of infinite width, in the quantity's unit."),
    [
      'a_residual',
      '(a − a_prediction) / a_standard_error, dimensionless; about N(0, 1) where theory holds. NULL where any is missing.',
    ],
    ...coefficientColumns('b', "Coefficient of 1/N, in the quantity's unit."),
    [
      'b_residual',
      '(b − b_prediction) / b_standard_error, dimensionless; about N(0, 1) where theory holds, even where the form leaves out higher powers. NULL where any is missing.',
    ],
    ...coefficientColumns('c', "Coefficient of 1/N², in the quantity's unit. NULL at first order."),
    [
      'theory',
      'Theory of the predictions: exact (at each width), first-order (with the 1/N correction) or infinite-width (of a alone). NULL where none.',
    ],
    ['covariance', 'Covariance of (a, b) or (a, b, c), row by row.'],
    ['chi_square', 'Weighted sum of squared residuals χ², dimensionless.'],
    ['degrees_of_freedom', 'Widths less coefficients.'],
    ['reduced_chi_square', 'χ² / degrees_of_freedom: about 1 where the form holds.'],
    ['p_value', 'Probability of a larger χ² where the form holds.'],
    ['aicc', 'Corrected Akaike criterion up to a constant of the data. NULL where there are too few widths.'],
    ['widths', 'Widths N that were fitted, ascending.'],
    ['networks', 'Number of independent networks, over all widths.'],
    ['fitted_at', 'When it was fitted: estimates merged later are not in it.'],
    sweepIdColumn,
  ],
  select: `select s.name as sweep, c.id as cell, c.experiment, c.activation, c.width, c.depth, c.sigma_w, c.sigma_b,
  ${selectKey('f')},
  f.form, f.is_preferred,
  ${selectCoefficient(1)},
  ${selectResidual(1)},
  ${selectCoefficient(2)},
  ${selectResidual(2)},
  ${selectCoefficient(3)},
  f.theory::text, f.covariance, f.chi_square, f.degrees_of_freedom, f.chi_square / f.degrees_of_freedom,
  f.p_value, f.aicc, f.widths::integer[], f.networks, f.fitted_at, s.id::text as sweep_id
from ${fromCells}
  join store.fits f on f.sweep_id = w.sweep_id and f.cell_id = w.cell_id`,
};
