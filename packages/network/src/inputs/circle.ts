import { requirePositiveInteger, requireSquaredNorm } from './domain.ts';
import type { InputEnsemble, ParametersByEnsemble } from './input-ensemble.ts';

/** Evenly spaced points of a circle in the plane, overlaps r cos(2π(a − b)/B): every angle at once, at equal length. */
export const circle: InputEnsemble<ParametersByEnsemble['circle']> = {
  count: ({ count }) => count,
  dimension: () => 2,
  resolve: ({ count, squaredNorm }) => {
    requirePositiveInteger('inputs.count', count);
    requireSquaredNorm(squaredNorm);
    const step = (2 * Math.PI) / count;
    const radius = Math.sqrt(2 * squaredNorm);
    const overlaps = new Float64Array(count * count);
    const vectors = new Float64Array(count * 2);
    for (let a = 0; a < count; a += 1) {
      vectors[2 * a] = radius * Math.cos(step * a);
      vectors[2 * a + 1] = radius * Math.sin(step * a);
      for (let b = 0; b < count; b += 1) {
        overlaps[a * count + b] = squaredNorm * Math.cos(step * Math.abs(a - b));
      }
    }
    return { count, dimension: 2, overlaps, vectors };
  },
};
