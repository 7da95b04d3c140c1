import type { Activation } from '@widthwise/network';
import { bracketedRoot } from './bracketed-root.ts';
import { meanSquaredDphi, meanSquaredPhi } from './expectations.ts';
import { lengthMapSlope } from './length-map.ts';
import { requireLength } from './scales.ts';

/** A point of the order–chaos boundary, with the length fixed point there. */
export interface CriticalPoint {
  readonly sigmaW: number;
  readonly sigmaB: number;
  readonly qStar: number;
}

const SMALLEST_LENGTH = 1e-6;
const LARGEST_LENGTH = 100;
const RATIO = 1.1;

/**
 * Biases of the order–chaos boundary as a function of its own length fixed point: χ₁ = 1 fixes σ_w² = 1/B(q),
 * and q = σ_w² A(q) + σ_b² then fixes
 *
 *   σ_b²(q) = q − A(q)/B(q),   A = E φ(√q u)²,  B = E φ′(√q u)²
 *
 * @param activation - φ.
 * @param qStar - q > 0.
 * @returns the point; undefined where σ_b² would be negative.
 * @throws RangeError if `qStar` is negative.
 *
 * Source: derived in `packages/theory/NOTES.md` §3.
 */
export function criticalPoint(activation: Activation, qStar: number): CriticalPoint | undefined {
  requireLength('qStar', qStar);
  const variance = biasVariance(activation, qStar);
  if (!(variance >= 0)) return undefined;
  return { sigmaW: 1 / Math.sqrt(meanSquaredDphi(activation, qStar)), sigmaB: Math.sqrt(variance), qStar };
}

const biasVariance = (activation: Activation, q: number): number =>
  q - meanSquaredPhi(activation, q) / meanSquaredDphi(activation, q);

/**
 * Critical σ_w for given biases: the order–chaos boundary, χ₁ = 1 at the length fixed point.
 *
 * @param activation - φ.
 * @param sigmaB - σ_b ≥ 0.
 * @returns the point with the smallest q* > 0 whose length fixed point attracts, (χ_q ≤ 1), or q* = 0 for σ_b
 * = 0 and φ(0) = 0; undefined if there is none with q* ≤ 100, up to where the quadrature is trusted. For a
 * homogeneous φ χ₁ = σ_w² E φ′² does not depend on q, and the length is unbounded there unless σ_b = 0.
 * @throws RangeError if `sigmaB` is negative.
 *
 * Accuracy: relative error below 1e-12 where dσ_b²/dq is of order one; tested against σ_w² = 1.760955 for
 * tanh at σ_b² = 0.05.
 * Source: Poole et al. 2016, arXiv:1606.05340; the parametrization by q in `packages/theory/NOTES.md` §3.
 *
 * @example
 * criticalSigmaW(tanh, Math.sqrt(0.05)); // ≈ 1.3270097 (squared: 1.760955)
 */
export function criticalSigmaW(activation: Activation, sigmaB: number): number | undefined {
  requireLength('sigmaB', sigmaB);
  if (activation.homogeneousVariance !== undefined) return 1 / Math.sqrt(meanSquaredDphi(activation, 1));
  const target = sigmaB ** 2;
  if (target === 0 && activation.phi(0) === 0) return criticalAtZero(activation);
  const excess = (q: number): number => biasVariance(activation, q) - target;
  let previous = SMALLEST_LENGTH;
  let before = excess(previous);
  for (let q = previous * RATIO; q <= LARGEST_LENGTH; q *= RATIO) {
    const value = excess(q);
    if (before > 0 !== value > 0) {
      const root = bracketedRoot(excess, previous, q);
      const sigmaW = 1 / Math.sqrt(meanSquaredDphi(activation, root));
      if ((lengthMapSlope(activation, { sigmaW, sigmaB }, root) ?? 2) <= 1) return sigmaW;
    }
    previous = q;
    before = value;
  }
  return undefined;
}

/** Without biases, q* = 0 and χ₁ = χ_q = σ_w² φ′(0)²; it attracts only if A grows no faster than A′(0) q. */
function criticalAtZero(activation: Activation): number | undefined {
  const slope = Math.abs(activation.dphi(0));
  if (slope === 0) return undefined;
  const q = 1e-3;
  return meanSquaredPhi(activation, q) <= slope * slope * q ? 1 / slope : undefined;
}
