import type { Activation } from '@widthwise/network';

/**
 * Excess kurtosis over networks of one preactivation behind hidden layers of given widths, for a positively
 * homogeneous φ without biases; exact.
 *
 *   κ = 3 [ ∏_l (1 + c/N_l) − 1 ],   c = E φ(u)⁴/(E φ(u)²)² − 1   (5 for relu, 2 for linear)
 *
 * @param activation - φ with `homogeneousVariance`.
 * @param widths - N_l of every hidden layer before the measured one; none gives 0.
 * @returns κ ≥ 0, whatever σ_w is.
 * @throws RangeError if φ is not homogeneous or a width is not a positive integer.
 *
 * Source: derived in `packages/theory/NOTES.md` §5.
 *
 * @example
 * homogeneousExcessKurtosis(relu, [16]); // => 0.9375
 */
export function homogeneousExcessKurtosis(activation: Activation, widths: readonly number[]): number {
  const relative = activation.homogeneousVariance;
  if (relative === undefined) throw new RangeError(`activation ${activation.name} is not homogeneous.`);
  const logGrowth = widths.reduce((sum, width) => {
    if (!(Number.isInteger(width) && width > 0)) {
      throw new RangeError(`widths must be positive integers, got ${width}.`);
    }
    return sum + Math.log1p(relative / width);
  }, 0);
  return 3 * Math.expm1(logGrowth);
}
