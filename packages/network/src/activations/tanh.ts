import type { Activation } from './activation.ts';

/**
 * Hyperbolic tangent. φ′(z) = 4 e^{−2|z|} / (1 + e^{−2|z|})², which keeps its relative precision in the tails where
 * 1 − tanh² cancels. No closed-form expectations are known.
 */
export const tanh: Activation = {
  name: 'tanh',
  phi: Math.tanh,
  dphi: (z) => {
    const e = Math.exp(-2 * Math.abs(z));
    return (4 * e) / ((1 + e) * (1 + e));
  },
  isSmooth: true,
};
