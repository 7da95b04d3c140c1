import { erf as errorFunction } from '@widthwise/stats';
import type { Activation } from './activation.ts';

const TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

/** (1 + 2q_a)(1 + 2q_b) − 4q_ab², arranged so that nothing cancels near correlation one. */
const determinant = (qa: number, qb: number, qab: number): number =>
  1 + 2 * qa + 2 * qb + 4 * Math.max(0, qa * qb - qab * qab);

/**
 * Error function φ(z) = erf(z) = (2/√π) ∫₀ᶻ e^{−t²} dt, with unit argument scale (not erf(z/√2)).
 *
 *   E[φ(z_a) φ(z_b)]   = (2/π) arcsin( 2q_ab / √((1 + 2q_a)(1 + 2q_b)) )
 *   E[φ′(z_a) φ′(z_b)] = (4/π) / √((1 + 2q_a)(1 + 2q_b) − 4q_ab²)
 *
 * Accuracy: rounding error; arcsin is taken as atan2, so that 1 − c survives near c = 1.
 * Source: Williams 1998, Neural Computation 10, 1203 (the arcsine kernel); derivative by differentiating in q_ab.
 */
export const erf: Activation = {
  name: 'erf',
  phi: errorFunction,
  dphi: (z) => TWO_OVER_SQRT_PI * Math.exp(-z * z),
  isSmooth: true,
  meanProduct: (qa, qb, qab) => (2 / Math.PI) * Math.atan2(2 * qab, Math.sqrt(determinant(qa, qb, qab))),
  meanProductDphi: (qa, qb, qab) => 4 / Math.PI / Math.sqrt(determinant(qa, qb, qab)),
};
