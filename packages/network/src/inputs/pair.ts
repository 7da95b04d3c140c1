import { requireCorrelation, requireSquaredNorm } from './domain.ts';
import type { InputEnsemble, ParametersByEnsemble } from './input-ensemble.ts';
import { prescribedOverlaps } from './prescribed-overlaps.ts';

/** Two inputs of equal length at a prescribed correlation: overlaps r and ρ r, with r = |x|²/n₀. */
export const pair: InputEnsemble<ParametersByEnsemble['pair']> = {
  count: () => 2,
  dimension: () => 2,
  resolve: ({ correlation, squaredNorm }) => {
    requireCorrelation('inputs.correlation', correlation);
    requireSquaredNorm(squaredNorm);
    const overlap = correlation * squaredNorm;
    return prescribedOverlaps(Float64Array.of(squaredNorm, overlap, overlap, squaredNorm), 2);
  },
};
