import type { View } from './view.ts';

type Column = View['columns'][number];

/** What identifies the cell of a row; the beginning of every view. */
export const cellColumns: readonly Column[] = [
  ['sweep', 'Name of the sweep, as in its spec.'],
  ['cell', 'Cell id: SHA-256 (hex) of experiment, version, seed and parameters. Table cells.'],
  ['experiment', 'What each network is put through, such as propagate.'],
  ['activation', 'Registered name of the activation function φ.'],
  ['width', 'Neurons N of every hidden layer.'],
  ['depth', 'Number L of hidden layers.'],
  ['sigma_w', 'Weight scale σ_w: Var W_ij = σ_w² / fan-in.'],
  ['sigma_b', 'Bias scale σ_b: Var b_i = σ_b².'],
];

export const keyColumns: readonly Column[] = [
  ['quantity', 'Stored name of the quantity; its symbol, unit and definition are those of the probe.'],
  ['layer', 'Hidden layer, one-based: layer 1 is z¹ = W x + b. NULL where none applies.'],
  ['step', 'Training step. NULL at initialization.'],
  ['input_a', 'First input, one-based. NULL where none applies.'],
  ['input_b', 'Second input, one-based. NULL where none applies.'],
];

export const valueColumns: readonly Column[] = [
  [
    'value',
    "Estimate over networks, in the quantity's unit. NULL where there are too few networks. Table estimates.",
  ],
  [
    'standard_error',
    'Standard error of value over networks (never over neurons), same unit. NULL where there are too few.',
  ],
  ['networks', 'Number of independent networks that contributed to value.'],
  ['prediction', 'Theory at the same key, same unit. NULL where theory has none. Table predictions.'],
  [
    'residual',
    '(value − prediction) / standard_error, dimensionless; about N(0, 1) where theory holds. NULL where any is missing or the error is 0.',
  ],
];

export const theoryColumn: Column = [
  'theory',
  'Which theory prediction is: infinite-width, first-order (with the 1/N correction) or exact (at this width).',
];

export const sweepIdColumn: Column = [
  'sweep_id',
  'Sweep id: SHA-256 (hex) of the canonical spec. Table sweeps.',
];

/** Joins that lead from a sweep to its cells. */
export const fromCells = `store.sweeps s
  join store.sweep_cells w on w.sweep_id = s.id
  join store.cells c on c.id = w.cell_id`;

export const selectCell =
  's.name as sweep, c.id as cell, c.experiment, c.activation, c.width, c.depth, c.sigma_w, c.sigma_b';

/** A key's columns of the table aliased `alias`: −1 is shown as NULL. */
export const selectKey = (alias: string, inputB = `nullif(${alias}.input_b, -1)`): string =>
  `${alias}.quantity::text as quantity, nullif(${alias}.layer, -1) as layer, nullif(${alias}.step, -1) as step,
  nullif(${alias}.input_a, -1) as input_a, ${inputB} as input_b`;

export const selectValue = `e.value, e.standard_error, e.networks, e.prediction,
  (e.value - e.prediction) / nullif(e.standard_error, 0) as residual`;

export const fromEstimates = `${fromCells}
  join store.estimate_sets t on t.cell_id = w.cell_id and t.lineage = w.lineage
  join store.estimates e on e.set_id = t.id`;

/** A view of estimates, each beside its sharpest prediction. Every such view ends with the same five columns. */
export function estimateView(view: {
  readonly name: string;
  readonly comment: string;
  /** On t (estimate_sets) and e (estimates). */
  readonly where: string;
  /** Expression for input_b, where it is not the stored one. */
  readonly inputB?: string;
}): View {
  return {
    name: view.name,
    comment: view.comment,
    columns: [...cellColumns, ...keyColumns, sweepIdColumn, theoryColumn, ...valueColumns],
    select: `select ${selectCell},
  ${selectKey('e', view.inputB)},
  s.id::text as sweep_id, e.theory::text as theory,
  ${selectValue}
from ${fromEstimates}
where ${view.where}`,
  };
}

/** Joins predictions p to the estimates e of the same key. */
export const samePredictionKey = ['set_id', 'quantity', 'layer', 'step', 'input_a', 'input_b']
  .map((column) => `p.${column} = e.${column}`)
  .join(' and ');
