import type { Activation } from './activation.ts';

/** 1/(1 + e^{−z}), without overflow at either end. */
export const logistic = (z: number): number => {
  const e = Math.exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + e) : e / (1 + e);
};

/** 1 − 1/(1 + e^{−z}) would cancel for large z; e^{−|z|}/(1 + e^{−|z|})² does not. */
const logisticSlope = (z: number): number => {
  const e = Math.exp(-Math.abs(z));
  return e / ((1 + e) * (1 + e));
};

/** Logistic sigmoid φ(z) = 1/(1 + e^{−z}). */
export const sigmoid: Activation = {
  name: 'sigmoid',
  phi: logistic,
  dphi: logisticSlope,
  isSmooth: true,
};
