import { groupLength } from './layout.ts';

/**
 * Merges the mean vectors and co-moment matrices of groups of observables of two disjoint samples.
 * Each group is stored as mean[g], then C[g(g+1)/2], the lower triangle row by row, C_ij = Σ (x_i − mean_i)(x_j − mean_j).
 *
 *   δ = mean_b − mean_a,  mean = mean_a + δ n_b/n,  C = C_a + C_b + δ δᵀ n_a n_b/n
 *
 * @param start - where the first group begins in the arrays of floats.
 * @param out - may be `left.floats` itself.
 *
 * Source: Pébay, Terriberry, Kolla & Bennett 2016, Computational Statistics 31, 1305.
 */
export function mergeCoMoments(
  groups: readonly number[],
  start: number,
  left: { networks: number; floats: Float64Array },
  right: { networks: number; floats: Float64Array },
  out: Float64Array,
): void {
  const a = left.floats;
  const b = right.floats;
  const n = left.networks + right.networks;
  const shareB = right.networks / n;
  const weight = (left.networks * right.networks) / n;
  let offset = start;
  let delta = new Float64Array(8);
  for (const size of groups) {
    if (size > delta.length) delta = new Float64Array(size);
    let at = offset + size;
    for (let i = 0; i < size; i++) {
      const meanA = a[offset + i]!;
      const deltaI = b[offset + i]! - meanA;
      delta[i] = deltaI;
      out[offset + i] = meanA + deltaI * shareB;
      const weighted = deltaI * weight;
      for (let j = 0; j <= i; j++, at++) out[at] = a[at]! + b[at]! + weighted * delta[j]!;
    }
    offset += groupLength(size);
  }
}
