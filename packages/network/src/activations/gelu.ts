import { erfc } from '@widthwise/stats';
import type { Activation } from './activation.ts';

const ROOT_HALF = Math.SQRT1_2;
const INVERSE_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

/** Distribution function of N(0,1), through erfc so that the left tail keeps its relative precision. */
const normalDistribution = (z: number): number => 0.5 * erfc(-z * ROOT_HALF);

/**
 * Gaussian error linear unit in its exact form, φ(z) = z Φ(z) with Φ the distribution function of N(0,1);
 * not the tanh approximation.
 */
export const gelu: Activation = {
  name: 'gelu',
  phi: (z) => z * normalDistribution(z),
  dphi: (z) => normalDistribution(z) + z * INVERSE_ROOT_TWO_PI * Math.exp(-0.5 * z * z),
  isSmooth: true,
};
