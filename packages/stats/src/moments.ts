/**
 * Merges central power sums of `size` observables of two disjoint samples, written as struct of arrays
 * mean[size], M2[size], M3[size], M4[size] with M_p = Σ (x − mean)^p, from the front of `left` and `right`.
 *
 *   δ = mean_b − mean_a,  n = n_a + n_b,  mean = mean_a + δ n_b/n
 *   M2 = M2a + M2b + δ² n_a n_b/n
 *   M3 = M3a + M3b + δ³ n_a n_b (n_a − n_b)/n² + 3δ (n_a M2b − n_b M2a)/n
 *   M4 = M4a + M4b + δ⁴ n_a n_b (n_a² − n_a n_b + n_b²)/n³ + 6δ² (n_a² M2b + n_b² M2a)/n² + 4δ (n_a M3b − n_b M3a)/n
 *
 * @param out - may be `left` itself.
 *
 * Accuracy: relative 1e-14 on the fixtures of its test. Raw power sums Σ x⁴ are never formed: they cancel.
 * Source: Pébay, Terriberry, Kolla & Bennett 2016, Computational Statistics 31, 1305, at p ≤ 4.
 */
export function mergeMoments(
  size: number,
  left: { networks: number; floats: Float64Array },
  right: { networks: number; floats: Float64Array },
  out: Float64Array,
): void {
  const a = left.floats;
  const b = right.floats;
  const na = left.networks;
  const nb = right.networks;
  const n = na + nb;
  const shareA = na / n;
  const shareB = nb / n;
  const weight2 = (na * nb) / n;
  const weight3 = (weight2 * (na - nb)) / n;
  const weight4 = (weight2 * (na * na - na * nb + nb * nb)) / (n * n);
  const at2 = size;
  const at3 = 2 * size;
  const at4 = 3 * size;
  for (let i = 0; i < size; i++) {
    const meanA = a[i]!;
    const delta = b[i]! - meanA;
    const delta2 = delta * delta;
    const a2 = a[at2 + i]!;
    const b2 = b[at2 + i]!;
    const a3 = a[at3 + i]!;
    const b3 = b[at3 + i]!;
    out[i] = meanA + delta * shareB;
    out[at2 + i] = a2 + b2 + delta2 * weight2;
    out[at3 + i] = a3 + b3 + delta2 * delta * weight3 + 3 * delta * (shareA * b2 - shareB * a2);
    out[at4 + i] =
      a[at4 + i]! +
      b[at4 + i]! +
      delta2 * delta2 * weight4 +
      6 * delta2 * (shareA * shareA * b2 + shareB * shareB * a2) +
      4 * delta * (shareA * b3 - shareB * a3);
  }
}
