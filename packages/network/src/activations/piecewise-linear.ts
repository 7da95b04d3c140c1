import type { Activation } from './activation.ts';

/** √(q_a q_b) sin θ, with θ the angle between two Gaussian variables; zero where rounding makes it imaginary. */
const sine = (qa: number, qb: number, qab: number): number => Math.sqrt(Math.max(0, qa * qb - qab * qab));

/**
 * φ(z) = z for z > 0 and a z for z < 0, with its arc-cosine expectations of degrees 1 and 0.
 *
 *   φ = a z + (1 − a) max(z, 0),   cos θ = q_ab / √(q_a q_b)
 *   E[φ(z_a) φ(z_b)]   = a q_ab + (1 − a)² [ √(q_a q_b) sin θ + (π − θ) q_ab ] / 2π
 *   E[φ′(z_a) φ′(z_b)] = a + (1 − a)² (π − θ) / 2π
 *   E φ(u)⁴ / (E φ(u)²)² − 1 = 6 (1 + a⁴) / (1 + a²)² − 1
 *
 * @param name - stored name of the member of the family.
 * @param negativeSlope - a, finite; 0 is relu, 1 the identity, −1 the absolute value.
 * @returns φ with φ′(0) = (1 + a)/2, also where a variance is zero.
 * @throws RangeError if `negativeSlope` is not finite.
 *
 * Accuracy: θ comes from atan2, not arccos, which would lose half the digits of 1 − c near c = 1; error within a few
 * units in the last place of q_ab for given covariances.
 * Source: Cho & Saul 2009, NIPS 22, arc-cosine kernels of degrees 0 and 1 (theirs is 2/σ_w² times ours); general a by
 * linearity, since E[z_a max(z_b, 0)] = q_ab/2.
 */
export function piecewiseLinear(name: string, negativeSlope: number): Activation {
  if (!Number.isFinite(negativeSlope)) {
    throw new RangeError(`${name}: negativeSlope must be finite, got ${negativeSlope}.`);
  }
  const a = negativeSlope;
  const atKink = (1 + a) / 2;
  const weight = ((1 - a) * (1 - a)) / (2 * Math.PI);
  return {
    name,
    phi: (z) => (z > 0 ? z : a * z),
    dphi: (z) => (z > 0 ? 1 : z < 0 ? a : atKink),
    isSmooth: a === 1,
    meanProduct: (qa, qb, qab) => {
      const s = sine(qa, qb, qab);
      return a * qab + weight * (s + (Math.PI - Math.atan2(s, qab)) * qab);
    },
    meanProductDphi: (qa, qb, qab) =>
      qa === 0 || qb === 0 ? atKink * atKink : a + weight * (Math.PI - Math.atan2(sine(qa, qb, qab), qab)),
    homogeneousVariance: (6 * (1 + a ** 4)) / (1 + a * a) ** 2 - 1,
  };
}
