import { bracketedRoot } from './bracketed-root.ts';

const requireSnr = (snr: number): void => {
  if (!(snr > 0 && Number.isFinite(snr)))
    throw new RangeError(`snr must be positive and finite, got ${snr}.`);
};

/**
 * Information per neuron through a product of L square Gaussian matrices of unit-variance gain and additive
 * Gaussian noise, N → ∞: the squared singular values follow the Fuss–Catalan law.
 *
 *   I/N = ½ [ −(L + 1) ln η − L (1 − η) ],   η + g η^{L+1} = 1
 *
 * @param depth - L ≥ 0; 0 is the isometric channel, ½ ln(1 + g), which orthogonal weights keep at every depth.
 * @param snr - g > 0, signal to noise; for Var W_ij = σ_w²/N replace it by g σ_w^{2L}.
 * @returns I/N > 0, in nats.
 * @throws RangeError outside the domain.
 *
 * Accuracy: 1e-13.
 * Source: derived in `packages/theory/NOTES.md` §12.
 *
 * @example
 * gaussianProductInformation(1, 1); // ≈ 0.290229
 */
export function gaussianProductInformation(depth: number, snr: number): number {
  if (!(Number.isInteger(depth) && depth >= 0)) {
    throw new RangeError(`depth must be a non-negative integer, got ${depth}.`);
  }
  requireSnr(snr);
  const eta = bracketedRoot((x) => x + snr * x ** (depth + 1) - 1, 0, 1);
  return 0.5 * (-(depth + 1) * Math.log(eta) - depth * (1 - eta));
}

/**
 * Information through y = J x + noise for x ~ N(0, I), noise ~ N(0, I/g): ½ Σ ln(1 + g s²).
 *
 * @param singularValues - s_i ≥ 0 of J.
 * @param snr - g > 0.
 * @returns information in nats.
 */
export function channelInformation(singularValues: ArrayLike<number>, snr: number): number {
  requireSnr(snr);
  let sum = 0;
  for (let i = 0; i < singularValues.length; i += 1) sum += Math.log1p(snr * singularValues[i]! ** 2);
  return sum / 2;
}

/**
 * Share of the largest information that a channel of the same mean squared gain could carry, which an isometry
 * does.
 *
 *   ½ Σ ln(1 + g s²/m) / (½ N ln(1 + g)),   m = mean of s²
 *
 * @param singularValues - s_i ≥ 0, not all zero.
 * @param snr - g > 0, at the mean output power.
 * @returns efficiency in (0, 1].
 * @throws RangeError outside the domain.
 */
export function channelEfficiency(singularValues: ArrayLike<number>, snr: number): number {
  const count = singularValues.length;
  let mean = 0;
  for (let i = 0; i < count; i += 1) mean += singularValues[i]! ** 2 / count;
  if (!(mean > 0)) throw new RangeError('singularValues must not all be zero.');
  return channelInformation(singularValues, snr / mean) / (0.5 * count * Math.log1p(snr));
}
