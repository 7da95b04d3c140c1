import { requireSquaredNorm } from './domain.ts';
import type { InputEnsemble, ParametersByEnsemble } from './input-ensemble.ts';
import { prescribedOverlaps } from './prescribed-overlaps.ts';

/** One constant input: a single number √r, n₀ = 1. */
export const constant: InputEnsemble<ParametersByEnsemble['constant']> = {
  count: () => 1,
  dimension: () => 1,
  resolve: ({ squaredNorm }) => {
    requireSquaredNorm(squaredNorm);
    return prescribedOverlaps(Float64Array.of(squaredNorm), 1);
  },
};
