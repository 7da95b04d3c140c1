import type { Activation } from './activation.ts';

/**
 * The identity φ(z) = z: a deep linear network, whose finite-width statistics are known in closed form.
 *
 *   E[φ(z_a) φ(z_b)] = q_ab,   E[φ′(z_a) φ′(z_b)] = 1,   E u⁴ / (E u²)² − 1 = 2
 *
 * Accuracy: exact.
 */
export const linear: Activation = {
  name: 'linear',
  phi: (z) => z,
  dphi: () => 1,
  isSmooth: true,
  meanProduct: (_qa, _qb, qab) => qab,
  meanProductDphi: () => 1,
  homogeneousVariance: 2,
};
