import { query, type SqlValue, type Store } from '../client.ts';
import type { FitFilter } from './load-width-series.ts';

/** A row of view finite_width_fits. */
export interface FitRow {
  readonly sweep: string;
  /** The widest cell of the fit. */
  readonly cell: string;
  readonly activation: string;
  readonly depth: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
  readonly quantity: string;
  readonly layer: number | null;
  readonly step: number | null;
  readonly inputA: number | null;
  readonly inputB: number | null;
  readonly form: 'first-order' | 'second-order';
  readonly isPreferred: boolean;
  readonly a: number;
  readonly aStandardError: number;
  readonly aPrediction: number | null;
  readonly aResidual: number | null;
  readonly b: number;
  readonly bStandardError: number;
  readonly bPrediction: number | null;
  readonly bResidual: number | null;
  readonly c: number | null;
  readonly cStandardError: number | null;
  readonly cPrediction: number | null;
  readonly theory: 'infinite-width' | 'first-order' | 'exact' | null;
  readonly covariance: readonly number[];
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly reducedChiSquare: number;
  readonly pValue: number;
  readonly aicc: number | null;
  readonly widths: readonly number[];
  readonly networks: number;
  readonly fittedAt: Date;
}

/** Stored fits of a sweep, both forms, ordered by axes, quantity, inputs and layer. */
export async function loadFits(store: Store, sweepId: string, filter: FitFilter): Promise<readonly FitRow[]> {
  const values: SqlValue[] = [sweepId, filter.quantity ?? null, filter.layer ?? null];
  return query<FitRow>(
    store,
    `select sweep, cell, activation, depth, sigma_w as "sigmaW", sigma_b as "sigmaB", quantity, layer, step,
            input_a as "inputA", input_b as "inputB", form, is_preferred as "isPreferred",
            a, a_standard_error as "aStandardError", a_prediction as "aPrediction", a_residual as "aResidual",
            b, b_standard_error as "bStandardError", b_prediction as "bPrediction", b_residual as "bResidual",
            c, c_standard_error as "cStandardError", c_prediction as "cPrediction", theory, covariance,
            chi_square as "chiSquare", degrees_of_freedom as "degreesOfFreedom", reduced_chi_square as "reducedChiSquare",
            p_value as "pValue", aicc, widths, networks, fitted_at as "fittedAt"
       from widthwise.finite_width_fits
      where sweep_id = $1 and ($2::text is null or quantity = $2) and ($3::integer is null or layer = $3)
      order by activation, depth, sigma_w, sigma_b, cell, quantity, input_a, input_b, step, layer, form`,
    values,
  );
}
