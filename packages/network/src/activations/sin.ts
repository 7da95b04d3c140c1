import type { Activation } from './activation.ts';

/**
 * Sine φ(z) = sin z.
 *
 *   E[φ(z_a) φ(z_b)]   = e^{−(q_a + q_b)/2} sinh q_ab
 *   E[φ′(z_a) φ′(z_b)] = e^{−(q_a + q_b)/2} cosh q_ab
 *
 * Accuracy: rounding error, without overflow: the larger exponential of sinh is joined with the prefactor.
 * Source: characteristic function of the bivariate normal.
 */
export const sin: Activation = {
  name: 'sin',
  phi: Math.sin,
  dphi: Math.cos,
  isSmooth: true,
  meanProduct: (qa, qb, qab) => {
    const size = Math.abs(qab);
    return (Math.sign(qab) * Math.exp(size - (qa + qb) / 2) * -Math.expm1(-2 * size)) / 2;
  },
  meanProductDphi: (qa, qb, qab) => {
    const size = Math.abs(qab);
    return (Math.exp(size - (qa + qb) / 2) * (1 + Math.exp(-2 * size))) / 2;
  },
};
