import { requirePositiveInteger } from './domain.ts';
import type { InputEnsemble, ParametersByEnsemble } from './input-ensemble.ts';
import { prescribedOverlaps } from './prescribed-overlaps.ts';

/** Inputs with a prescribed matrix of overlaps x_a·x_b/n₀. */
export const overlaps: InputEnsemble<ParametersByEnsemble['overlaps']> = {
  count: ({ matrix }) => matrix.length,
  dimension: ({ matrix }) => matrix.length,
  resolve: ({ matrix }) => {
    const count = matrix.length;
    requirePositiveInteger('inputs.matrix.length', count);
    for (const row of matrix) {
      if (row.length !== count) {
        throw new RangeError(
          `SPEC_RANGE: inputs.matrix must be square, got a row of ${row.length} among ${count}.`,
        );
      }
    }
    return prescribedOverlaps(Float64Array.from(matrix.flat()), count);
  },
};
