import { deltaMethod, type GroupView, type UncertainValue } from '@widthwise/stats';

/** Overlap, correlation and decorrelation of one pair of inputs at one layer. */
export interface PairEstimates {
  readonly overlap: UncertainValue;
  readonly correlation: UncertainValue;
  readonly decorrelation: UncertainValue;
}

/**
 * Overlap and correlation of a pair from means over networks of its lengths and its squared distance.
 *
 *   q_ab = (q_a + q_b − d)/2
 *   1 − c = [d − (√q_a − √q_b)²]/(2√(q_a q_b)),   √q_a − √q_b = (q_a − q_b)/(√q_a + √q_b)
 *   ∂(1 − c)/∂d = 1/(2√(q_a q_b)),   ∂(1 − c)/∂q_a = −[(q_a − q_b)/(√q_b (√q_a + √q_b)) + (1 − c)]/(2q_a),  likewise q_b
 *
 * @param group - means and covariance of (q_a, q_b, d), in units of z².
 * @returns correlation and decorrelation are undefined where a mean length is 0; standard errors need two networks.
 *
 * Bias: of order 1/networks, as for any ratio of means. Accuracy: absolute 1e-15 in 1 − c for given means.
 * Source: overlap and correlation as in Poole et al. 2016, arXiv:1606.05340; form near c = 1 derived here.
 */
export function pairEstimates(group: GroupView): PairEstimates {
  const [qa = 0, qb = 0, distance = 0] = group.mean;
  const uncertain = (value: number, gradient: readonly number[]): UncertainValue => ({
    value,
    standardError:
      group.covariance === undefined ? undefined : deltaMethod(gradient, group.covariance, group.networks),
  });
  const missing: UncertainValue = { value: undefined, standardError: undefined };
  if (group.networks === 0) return { overlap: missing, correlation: missing, decorrelation: missing };
  const overlap = uncertain((qa + qb - distance) / 2, [0.5, 0.5, -0.5]);
  if (!(qa > 0 && qb > 0)) return { overlap, correlation: missing, decorrelation: missing };
  const rootA = Math.sqrt(qa);
  const rootB = Math.sqrt(qb);
  const rootDifference = (qa - qb) / (rootA + rootB);
  const value = (distance - rootDifference * rootDifference) / (2 * rootA * rootB);
  const gradient = [
    -(rootDifference / rootB + value) / (2 * qa),
    -(-rootDifference / rootA + value) / (2 * qb),
    1 / (2 * rootA * rootB),
  ];
  const decorrelation = uncertain(value, gradient);
  return { overlap, correlation: { ...decorrelation, value: 1 - value }, decorrelation };
}
