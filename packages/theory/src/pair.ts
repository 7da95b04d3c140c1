/**
 * The kernel of two inputs in one layer, with the decorrelation carried by itself so that it keeps its
 * relative accuracy near c = 1.
 */
export interface PairKernel {
  /** q_aa > 0. */
  readonly lengthA: number;
  /** q_bb > 0. */
  readonly lengthB: number;
  /** 1 − c, in [0, 2]. */
  readonly decorrelation: number;
}

/**
 * The same kernel in the coordinates m = (z_a + z_b)/2 and w = z_a − z_b, in which nothing is nearly singular
 * as c → 1.
 */
export interface PairFrame {
  /** M = Var m. */
  readonly mean: number;
  /** κ = Cov(m, w) = (q_aa − q_bb)/2. */
  readonly cross: number;
  /** Δ = Var w. */
  readonly difference: number;
  /** Correlation ρ of m and w. */
  readonly rho: number;
  /** √(1 − ρ²), from the determinant, which does not cancel. */
  readonly orthogonal: number;
}

/**
 * @param kernel - lengths and decorrelation.
 * @returns q_ab = √(q_aa q_bb) (1 − (1 − c)).
 */
export const overlapOf = ({ lengthA, lengthB, decorrelation }: PairKernel): number =>
  Math.sqrt(lengthA) * Math.sqrt(lengthB) * (1 - decorrelation);

/**
 * Coordinates of a pair of inputs that stay well conditioned as their correlation tends to one.
 *
 *   Δ = (√q_a − √q_b)² + 2 √(q_a q_b) (1 − c),   4M = (√q_a − √q_b)² + 2 √(q_a q_b) (1 + c)
 *
 * @param kernel - lengths > 0 and decorrelation in [0, 2].
 * @returns variances and covariance of m and w; every term is a sum of positive ones.
 *
 * Source: derived in `packages/theory/NOTES.md` §2.
 */
export function pairFrame({ lengthA, lengthB, decorrelation }: PairKernel): PairFrame {
  const rootA = Math.sqrt(lengthA);
  const rootB = Math.sqrt(lengthB);
  const gap = ((lengthA - lengthB) / (rootA + rootB)) ** 2;
  const product = rootA * rootB;
  const difference = gap + 2 * product * decorrelation;
  const mean = (gap + 2 * product * (2 - decorrelation)) / 4;
  const cross = (lengthA - lengthB) / 2;
  const scale = Math.sqrt(mean) * Math.sqrt(difference);
  if (scale === 0) return { mean, cross, difference, rho: 0, orthogonal: 1 };
  const orthogonal = Math.min(1, (product * Math.sqrt(decorrelation * (2 - decorrelation))) / scale);
  return { mean, cross, difference, rho: Math.max(-1, Math.min(1, cross / scale)), orthogonal };
}

/**
 * Inverse of `pairFrame` for the decorrelation: 1 − c = (Δ − (√q_a − √q_b)²)/(2 √(q_a q_b)).
 *
 * @param lengthA - q_aa > 0.
 * @param lengthB - q_bb > 0.
 * @param difference - Δ = E(z_a − z_b)².
 * @returns 1 − c, clamped to [0, 2] against rounding.
 */
export function decorrelationOf(lengthA: number, lengthB: number, difference: number): number {
  const rootA = Math.sqrt(lengthA);
  const rootB = Math.sqrt(lengthB);
  const gap = ((lengthA - lengthB) / (rootA + rootB)) ** 2;
  return Math.min(2, Math.max(0, (difference - gap) / (2 * rootA * rootB)));
}

/**
 * The kernel of two inputs from their overlap matrix.
 *
 * @param lengthA - q_aa > 0.
 * @param lengthB - q_bb > 0.
 * @param overlap - q_ab, |q_ab| ≤ √(q_aa q_bb) up to rounding.
 * @returns lengths and decorrelation.
 */
export const pairKernel = (lengthA: number, lengthB: number, overlap: number): PairKernel => ({
  lengthA,
  lengthB,
  decorrelation: decorrelationOf(lengthA, lengthB, lengthA + lengthB - 2 * overlap),
});
