import type { Activation } from './activation.ts';
import { logistic } from './sigmoid.ts';

/** Sigmoid linear unit (swish) φ(z) = z/(1 + e^{−z}). */
export const silu: Activation = {
  name: 'silu',
  phi: (z) => z * logistic(z),
  dphi: (z) => logistic(z) * (1 + z * logistic(-z)),
  isSmooth: true,
};
