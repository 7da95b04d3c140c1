import { normals } from '@widthwise/random';
import { requirePositiveInteger, requireSquaredNorm } from './domain.ts';
import { fromVectors } from './from-vectors.ts';
import type { InputEnsemble, ParametersByEnsemble } from './input-ensemble.ts';
import { inputStream } from './input-stream.ts';

/**
 * Independent Gaussian inputs, entries N(0, r): |x|²/n₀ has mean r = `squaredNorm` and variance 2r²/n₀. They are drawn
 * once per cell, so all its networks see the same ones; input b does not depend on how many follow it.
 */
export const gaussian: InputEnsemble<ParametersByEnsemble['gaussian']> = {
  count: ({ count }) => count,
  dimension: ({ dimension }) => dimension,
  resolve: ({ count, dimension, squaredNorm }, key) => {
    requirePositiveInteger('inputs.count', count);
    requirePositiveInteger('inputs.dimension', dimension);
    requireSquaredNorm(squaredNorm);
    const scale = Math.sqrt(squaredNorm);
    const vectors = new Float64Array(count * dimension);
    for (let b = 0; b < count; b += 1) {
      const row = vectors.subarray(b * dimension, (b + 1) * dimension);
      normals(key, inputStream(b), row);
      for (let i = 0; i < dimension; i += 1) row[i] = row[i]! * scale;
    }
    return fromVectors(vectors, count, dimension);
  },
};
