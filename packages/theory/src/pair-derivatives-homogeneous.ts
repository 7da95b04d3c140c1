import type { Activation } from '@widthwise/network';
import { gaussLegendre } from './gauss-legendre.ts';
import { pairFrame } from './pair.ts';
import { noiseCovariance, type PairDerivatives } from './pair-derivatives.ts';
import type { PairFluctuation } from './pair-fluctuation.ts';

/** Integrands are trigonometric polynomials of degree 6 on arcs of at most π: twenty nodes leave 1e-20. */
const RULE = gaussLegendre(20);
/** E r², E r⁴ and E r⁶ of the radius of two independent standard normals. */
const [SECOND, FOURTH, SIXTH] = [2, 8, 48];

/**
 * What `pairDerivatives` gives, for a positively homogeneous φ. In polar coordinates of the whitened plane every integrand is a power of
 * the radius times a function of the angle, which is a trigonometric polynomial between the directions z_a = 0 and z_b = 0. The arc
 * between these, on which the signs differ, has an angle of order √(Δ/M), so that nothing cancels as c → 1.
 *
 * @param activation - φ with `homogeneousVariance`: slope p above zero, n below.
 * @param state - kernel and Σ of the layer before; decorrelation in (0, 2).
 * @returns derivatives in the units of `PairFluctuation`.
 *
 * Accuracy: 1e-12 relative.
 * Source: derived in `packages/theory/NOTES.md` §6.
 */
export function homogeneousPairDerivatives(
  { dphi }: Activation,
  { kernel, covariance: sigma }: PairFluctuation,
): PairDerivatives {
  const { mean, difference, rho, orthogonal } = pairFrame(kernel);
  const rootMean = Math.sqrt(mean);
  const half = Math.sqrt(difference) / 2;
  const p11 = 1 / (orthogonal * orthogonal);
  const p12 = -rho * p11;
  const c0 = sigma[0]! / 8;
  const c1 = sigma[1]! / 2;
  const c2 = sigma[4]! / 2 + sigma[2]! / 4;
  const c3 = sigma[5]! / 2;
  const c4 = sigma[8]! / 8;
  // Directions (−sin t, cos t): z_b vanishes at t = −below, z_a at t = above and again at t = π − below for z_b.
  const above = Math.atan2(half * orthogonal, rootMean + half * rho);
  const below = Math.atan2(half * orthogonal, rootMean - half * rho);
  const [p, n] = [dphi(1), dphi(-1)];
  const arcs = [
    { from: -below, to: above, slopes: [p, n, n, p] },
    { from: above, to: Math.PI - below, slopes: [n, n, p, p] },
  ] as const;
  const g = new Float64Array(3);
  const jacobian = new Float64Array(9);
  const curvature = new Float64Array(3);
  const fourth = new Float64Array(5);
  for (const { from, to, slopes } of arcs) {
    const reach = (to - from) / 2;
    for (let i = 0; i < RULE.nodes.length; i += 1) {
      const t = from + reach * (1 + RULE.nodes[i]!);
      const [z1, z2] = [-Math.sin(t), Math.cos(t)];
      const m = rootMean * z1;
      const w = half * (rho * z1 + orthogonal * z2);
      const y2 = z2 / orthogonal;
      const y1 = z1 - rho * y2;
      const [a, b, c] = [y1 * y1, y1 * y2, y2 * y2];
      const h11 = (FOURTH * a - SECOND * p11) / 2;
      const h12 = FOURTH * b - SECOND * p12;
      const h22 = (FOURTH * c - SECOND * p11) / 2;
      const bent =
        c0 * (SIXTH * a * a - 6 * FOURTH * p11 * a + 3 * SECOND * p11 * p11) +
        c1 * (SIXTH * a * b - 3 * FOURTH * (p11 * b + p12 * a) + 3 * SECOND * p11 * p12) +
        c2 * (SIXTH * a * c - FOURTH * (p11 * (a + c) + 4 * p12 * b) + SECOND * (p11 * p11 + 2 * p12 * p12)) +
        c3 * (SIXTH * c * b - 3 * FOURTH * (p11 * b + p12 * c) + 3 * SECOND * p11 * p12) +
        c4 * (SIXTH * c * c - 6 * FOURTH * p11 * c + 3 * SECOND * p11 * p11);
      const weight = (RULE.weights[i]! * reach) / (2 * Math.PI);
      // Opposite directions have the slopes exchanged.
      for (let side = 0; side < 4; side += 2) {
        const [sa, sb] = [slopes[side]!, slopes[side + 1]!];
        const mu = ((sa + sb) * m + (sa - sb) * w) / 2;
        const omega = ((sa - sb) * m + (sa + sb) * w) / (2 * half);
        const f = [weight * mu * mu, weight * mu * omega, weight * omega * omega] as const;
        for (let k = 0; k < 3; k += 1) {
          const value = f[k]!;
          g[k]! += SECOND * value;
          jacobian[3 * k]! += value * h11;
          jacobian[3 * k + 1]! += value * h12;
          jacobian[3 * k + 2]! += value * h22;
          curvature[k]! += value * bent;
        }
        fourth[0]! += FOURTH * f[0] * mu * mu;
        fourth[1]! += FOURTH * f[1] * mu * mu;
        fourth[2]! += FOURTH * f[1] * mu * omega;
        fourth[3]! += FOURTH * f[2] * mu * omega;
        fourth[4]! += FOURTH * f[2] * omega * omega;
      }
    }
  }
  return { jacobian, curvature, noise: noiseCovariance(g, fourth) };
}
