import { type CentralSums, deltaMethod, type GroupView, type UncertainValue } from '@widthwise/stats';

const MISSING: UncertainValue = { value: undefined, standardError: undefined };

/**
 * Excess kurtosis of the preactivations of a layer, pooled over neurons, with the network as the unit.
 *
 *   κ = B/A² − 3 − [3 B s_aa/A⁴ − 2 s_ab/A³]/M,   A, B = means over networks of a = ⟨z²⟩, b = ⟨z⁴⟩
 *   SE² = Var[(b − B)/A² − 2B (a − A)/A³]/M
 *
 * The mean of z is not subtracted: it is zero by the symmetry of weights and biases. The bracket removes the bias of
 * the ratio to order 1/M: E[B̄/Ā²] = B/A² + ½ ∂²/∂a² s_aa/M + ∂²/∂a∂b s_ab/M + …, with ∂²/∂a² = 6B/A⁴ and ∂²/∂a∂b = −2/A³.
 *
 * @param group - means and covariance of (a, b, …), any scale.
 * @returns undefined below two networks and for dead neurons. Remaining bias of order 1/M².
 *
 * Accuracy: 95 % intervals cover 93 to 97 % for 1,024 relu networks of width 32 at layer 2 (slow test) and 93 % at layer
 * 3; 92.8 to 94 % for 256 tanh networks of width 16 at layers 1 to 3 (slow test). Fewer networks or heavier tails of K lower that, as for any variance.
 * Source: standard error as the influence function of a ratio, derived here.
 */
export function pooledExcessKurtosis(group: GroupView): UncertainValue {
  const { mean, covariance, networks } = group;
  const [a = 0, b = 0] = mean;
  const size = mean.length;
  if (covariance === undefined || !(a > 0)) return MISSING;
  const [saa = 0, sab = 0] = covariance;
  const bias = ((3 * b * saa) / a ** 4 - (2 * sab) / a ** 3) / networks;
  const gradient = new Array<number>(size).fill(0);
  gradient[0] = (-2 * b) / a ** 3;
  gradient[1] = 1 / (a * a);
  return { value: b / (a * a) - 3 - bias, standardError: deltaMethod(gradient, covariance, networks) };
}

/**
 * Skewness of the preactivations of a layer, pooled over neurons, with the network as the unit. Zero at
 * initialization for every φ, since symmetric weights and biases make z symmetric; so it is a check.
 *
 *   γ = C/A^{3/2} − [(15/8) C s_aa/A^{7/2} − (3/2) s_ac/A^{5/2}]/M,   C = mean over networks of c = ⟨z³⟩
 *
 * @param group - means and covariance of (a, b, c, …), any scale.
 * @returns undefined below two networks and for dead neurons. Remaining bias of order 1/M².
 */
export function pooledSkewness(group: GroupView): UncertainValue {
  const { mean, covariance, networks } = group;
  const [a = 0, , c = 0] = mean;
  const size = mean.length;
  if (covariance === undefined || !(a > 0)) return MISSING;
  const [saa = 0, , sac = 0] = covariance;
  const bias = ((15 / 8) * c * saa * a ** -3.5 - 1.5 * sac * a ** -2.5) / networks;
  const gradient = new Array<number>(size).fill(0);
  gradient[0] = -1.5 * c * a ** -2.5;
  gradient[2] = a ** -1.5;
  return { value: c * a ** -1.5 - bias, standardError: deltaMethod(gradient, covariance, networks) };
}

/**
 * Excess kurtosis of a preactivation from the fluctuation of its conditional variance K alone: given the layer before,
 * z is N(0, K), so that E z⁴ = 3 E K². Has far less variance than the power sums of z.
 *
 *   κ = 3 s²/m² − [9 s⁴/m⁴ − 6 μ₃/m³]/M,   m, s², μ₃ = mean, sample variance and third central moment of K over networks
 *   SE² = [ (6 s²/m³)² s² − 2 (6 s²/m³)(3/m²) μ₃ + (3/m²)² (μ₄ − s⁴ (M − 3)/(M − 1)) ]/M
 *
 * The bracket in κ removes the bias of the ratio to order 1/M: ½ ∂²κ/∂m² Var m̄ + ∂²κ/∂m∂s² Cov(m̄, s²).
 * Valid for Gaussian weights and biases at initialization only.
 *
 * @param sums - of K over networks, any scale.
 * @returns undefined below four networks and for dead neurons. Exactly 0 where K does not fluctuate: at layer 1.
 *
 * Accuracy: 95 % intervals cover 94.7 % for 1,024 relu networks of width 32 at layer 2 and 92.8 to 93.6 % at layer 3, where the law
 * of K is more skewed: the estimate and its standard error are then small together. Four times the networks halve what is missing.
 * Source: derived here from z | K ~ N(0, K).
 */
export function conditionalExcessKurtosis(sums: CentralSums): UncertainValue {
  const { networks: n, mean: m, m2, m3, m4 } = sums;
  if (n < 4 || !(m > 0)) return MISSING;
  const variance = m2 / (n - 1);
  const third = m3 / n;
  const byMean = (-6 * variance) / m ** 3;
  const byVariance = 3 / (m * m);
  const varianceOfVariance = m4 / n - (variance * variance * (n - 3)) / (n - 1);
  const squared =
    byMean * byMean * variance +
    2 * byMean * byVariance * third +
    byVariance * byVariance * varianceOfVariance;
  const bias = ((9 * variance * variance) / m ** 4 - (6 * third) / m ** 3) / n;
  return {
    value: byVariance * variance - bias,
    standardError: Math.sqrt(Math.max(0, squared) / n),
  };
}

/**
 * Difference of the pooled and the conditional excess kurtosis of the same networks, zero in expectation at
 * initialization. Its standard error takes their covariance into account.
 *
 *   ∂/∂(a, b, u, w) = (−2B/A³, 1/A², 6U/m² + 6v/m³, −3/m²),   u = K/q − 1, w = u², m = 1 + U, v = W − U²
 *
 * @param group - means and covariance of (a, b, c, u, w).
 * @param sums - of K/q over the same networks.
 */
export function kurtosisDifference(group: GroupView, sums: CentralSums): UncertainValue {
  const pooled = pooledExcessKurtosis(group).value;
  const conditional = conditionalExcessKurtosis(sums).value;
  const { mean, covariance, networks } = group;
  const [a = 0, b = 0, , u = 0] = mean;
  if (pooled === undefined || conditional === undefined || covariance === undefined) return MISSING;
  const m = sums.mean;
  const variance = sums.m2 / networks;
  const gradient = [
    (-2 * b) / a ** 3,
    1 / (a * a),
    0,
    (6 * u) / (m * m) + (6 * variance) / m ** 3,
    -3 / (m * m),
  ];
  return { value: pooled - conditional, standardError: deltaMethod(gradient, covariance, networks) };
}
