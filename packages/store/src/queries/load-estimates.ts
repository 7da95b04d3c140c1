import { query, type SqlValue, type Store } from '../client.ts';
import type { EstimateViewName } from '../views/registry.ts';

/** A row of a view of estimates. */
export interface EstimateRow {
  readonly sweep: string;
  readonly cell: string;
  readonly experiment: string;
  readonly activation: string;
  readonly width: number;
  readonly depth: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
  readonly quantity: string;
  readonly layer: number | null;
  readonly step: number | null;
  readonly inputA: number | null;
  readonly inputB: number | null;
  readonly value: number | null;
  readonly standardError: number | null;
  readonly networks: number;
  readonly prediction: number | null;
  readonly residual: number | null;
  readonly theory: 'infinite-width' | 'first-order' | 'exact' | null;
}

/** Equalities; a filter left out admits everything. */
export interface EstimateFilter {
  readonly cell?: string;
  readonly activation?: string;
  readonly width?: number;
  readonly depth?: number;
  readonly sigmaW?: number;
  readonly sigmaB?: number;
  readonly quantity?: string;
  readonly layer?: number;
  readonly inputA?: number;
  readonly inputB?: number;
}

/** Filter names enter a statement's text through this map alone. */
const filterColumns: Readonly<Record<keyof EstimateFilter, string>> = {
  cell: 'cell',
  activation: 'activation',
  width: 'width',
  depth: 'depth',
  sigmaW: 'sigma_w',
  sigmaB: 'sigma_b',
  quantity: 'quantity',
  layer: 'layer',
  inputA: 'input_a',
  inputB: 'input_b',
};

const viewNames: Readonly<Record<EstimateViewName, string>> = {
  correlation_map: 'widthwise.correlation_map',
  estimates: 'widthwise.estimates',
  gaussianity: 'widthwise.gaussianity',
  length_map: 'widthwise.length_map',
  overlaps: 'widthwise.overlaps',
  phase_diagram: 'widthwise.phase_diagram',
  relative_entropy_trajectories: 'widthwise.relative_entropy_trajectories',
  theory_residuals: 'widthwise.theory_residuals',
};

/** Rows of a view of one sweep, ordered by axes, quantity, inputs and layer. */
export async function loadEstimates(
  store: Store,
  request: {
    readonly view: EstimateViewName;
    readonly sweepId: string;
    readonly where?: EstimateFilter;
    readonly limit: number;
  },
): Promise<readonly EstimateRow[]> {
  const conditions = ['sweep_id = $1'];
  const values: SqlValue[] = [request.sweepId];
  const filters = Object.entries(request.where ?? {}) as [
    keyof EstimateFilter,
    string | number | undefined,
  ][];
  for (const [name, value] of filters) {
    if (value === undefined || !Object.hasOwn(filterColumns, name)) continue;
    values.push(value);
    conditions.push(`${filterColumns[name]} = $${values.length}`);
  }
  values.push(request.limit);
  return query<EstimateRow>(
    store,
    `select sweep, cell, experiment, activation, width, depth, sigma_w as "sigmaW", sigma_b as "sigmaB", quantity, layer, step,
            input_a as "inputA", input_b as "inputB", value, standard_error as "standardError", networks, prediction, residual,
            theory
       from ${viewNames[request.view]}
      where ${conditions.join(' and ')}
      order by activation, width, depth, sigma_w, sigma_b, cell, quantity, input_a, input_b, step, layer
      limit $${values.length}`,
    values,
  );
}
