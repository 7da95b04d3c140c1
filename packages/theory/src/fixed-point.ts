import type { Activation } from '@widthwise/network';
import { bracketedRoot } from './bracketed-root.ts';
import { chi1 } from './chi1.ts';
import { correlationMap } from './correlation-map.ts';
import { lengthMap, lengthMapSlope } from './length-map.ts';
import { requireLength, requireScales, type Scales } from './scales.ts';

/**
 * Factor between lengths tried while bracketing: fixed points closer together than this may be stepped over.
 */
const RATIO = 1.1;
/**
 * A length that has passed this while growing is reported as unbounded, one that has passed its inverse as
 * zero.
 */
const UNBOUNDED = 1e9;
/** χ₁ this near to one counts as one: rounding of the quadrature and of the root that produced q*. */
const CRITICAL_TOLERANCE = 1e-10;

/**
 * Length fixed point q*: the limit of the length map from a given first length.
 *
 *   q* = σ_w² E φ(√q* u)² + σ_b²
 *
 * @param activation - φ with E φ(√q u)² non-decreasing in q, as for every registered φ.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param from - first length, ≥ 0; it selects the basin where several fixed points are stable.
 * @returns q* ≥ 0 in units of z², approached from `from` without crossing another; undefined if the length
 * grows without bound, or if every length is a fixed point (relu at σ_w² = 2, linear at σ_w = 1, without
 * biases).
 * @throws RangeError outside the domain.
 *
 * Accuracy: 4 · 2⁻⁵² q* / |1 − χ_q| from the root finder and the length map's own error.
 * Source: Poole et al. 2016, arXiv:1606.05340.
 *
 * @example
 * fixedPointLength(relu, { sigmaW: 1, sigmaB: 1 }, 1); // ≈ 2
 */
export function fixedPointLength(activation: Activation, scales: Scales, from: number): number | undefined {
  requireScales(scales);
  requireLength('from', from);
  if (activation.homogeneousVariance !== undefined) return homogeneousFixedPoint(activation, scales, from);
  const growth = (q: number) => lengthMap(activation, scales, q) - q;
  if (from === 0 && growth(0) === 0) return 0;
  const start = from === 0 ? lengthMap(activation, scales, 0) : from;
  const isGrowing = growth(start) > 0;
  let inner = start;
  for (;;) {
    const outer = isGrowing ? inner * RATIO : inner / RATIO;
    if (outer > UNBOUNDED) return undefined;
    if (outer < 1 / UNBOUNDED) return 0;
    if (growth(outer) > 0 !== isGrowing) return bracketedRoot(growth, inner, outer);
    inner = outer;
  }
}

/** The map of a homogeneous φ is a straight line. */
function homogeneousFixedPoint(activation: Activation, scales: Scales, from: number): number | undefined {
  const intercept = scales.sigmaB ** 2;
  const residual = 1 - (lengthMapSlope(activation, scales, 1) ?? 0);
  if (from === 0 && intercept === 0) return 0;
  return residual > 4 * Number.EPSILON ? intercept / residual : undefined;
}

/**
 * Correlation fixed point c*: the stable one that two different inputs approach in an infinitely wide
 * network.
 *
 * c = 1 is always fixed, with slope χ₁; where χ₁ ≤ 1 it is stable. Otherwise the one root of C(c) = c in [0,
 * 1) is, which is unique because the map is a power series in c with non-negative coefficients, hence convex.
 *
 * @param activation - φ.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param qStar - length fixed point; > 0.
 * @returns 1 − c* in [0, 1]; 0 exactly where χ₁ ≤ 1.
 * @throws RangeError outside the domain.
 *
 * Accuracy: relative error of 1 − c* about 1e-12/|χ_c − 1|.
 * Source: Poole et al. 2016, arXiv:1606.05340; uniqueness in `packages/theory/NOTES.md` §3.
 */
export function fixedPointDecorrelation(activation: Activation, scales: Scales, qStar: number): number {
  if (!(qStar > 0)) throw new RangeError(`qStar must be positive, got ${qStar}.`);
  if (chi1(activation, { sigmaW: scales.sigmaW, qStar }) <= 1 + CRITICAL_TOLERANCE) return 0;
  const relativeGrowth = (decorrelation: number): number =>
    correlationMap(activation, scales, { lengthA: qStar, lengthB: qStar, decorrelation }).decorrelation /
      decorrelation -
    1;
  // At c = 0 the map adds a_0 ≥ 0; a_0 = 0 (odd φ, no biases) makes c = 0 itself the fixed point.
  if (relativeGrowth(1) > -1e-11) return 1;
  let low = 0.5;
  while (relativeGrowth(low) <= 0 && low > 1e-12) low /= 2;
  return low > 1e-12 ? bracketedRoot(relativeGrowth, low, Math.min(1, 2 * low)) : 0;
}
