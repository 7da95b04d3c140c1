import type { EstimateRow } from '@widthwise/store';
import type { QuantitySummary } from '../shapes/summary.ts';

/** What one cell's estimates are of, by name. */
export function summarizeQuantities(rows: readonly EstimateRow[]): readonly QuantitySummary[] {
  const found = new Map<string, QuantitySummary>();
  for (const { quantity, standardError, prediction } of rows) {
    const known = found.get(quantity);
    found.set(quantity, {
      quantity,
      hasErrors: known?.hasErrors === true || standardError !== null,
      hasPredictions: known?.hasPredictions === true || prediction !== null,
    });
  }
  return [...found.values()].sort((a, b) => (a.quantity < b.quantity ? -1 : 1));
}

/**
 * Of one quantity of one cell the rows of one curve: the first input, of pairs that with the second one, and, where
 * layers differ, the first step.
 *
 * @param rows - ordered by inputs, step and layer.
 */
export function drawnRows(rows: readonly EstimateRow[]): readonly EstimateRow[] {
  const [first] = rows;
  if (first === undefined) return [];
  const ofFirst = rows.filter(({ inputA }) => inputA === first.inputA);
  const inputB = ofFirst.some((row) => row.inputB === 2) ? 2 : first.inputB;
  const curve = ofFirst.filter((row) => row.inputB === inputB);
  const hasLayers = new Set(curve.map(({ layer }) => layer)).size > 1;
  return hasLayers ? curve.filter(({ step }) => step === curve[0]?.step) : curve;
}
