import type { LengthFluctuation } from './finite-width-length.ts';

/** N independent neurons of one input, reference layer 1. */
export interface EntropyOptions {
  /** N ≥ 1. */
  readonly width: number;
  /** q¹ > 0. */
  readonly firstLength: number;
}

/**
 * Entropy gap of a layer against layer 1 in the limit of infinite width, per network of N neurons.
 *
 *   (N/2) ln(q^l/q¹)
 *
 * @param length - q^l > 0.
 * @param options - N and q¹.
 * @returns nats; it is also the leading term of the relative entropy of Erdmenger et al. 2022.
 *
 * Source: Erdmenger, Grosvenor & Jefferson 2022, arXiv:2107.06898.
 *
 * @example
 * entropyGapInfiniteWidth(2, { width: 100, firstLength: 1 }); // ≈ 34.657359028
 */
export const entropyGapInfiniteWidth = (length: number, { width, firstLength }: EntropyOptions): number =>
  (width / 2) * Math.log(length / firstLength);

/**
 * Mean entropy gap with its first correction, which does not grow with N:
 *
 *   (N/2) [ ln(q^l/q¹) + δ/(N q^l) − Σ/(2 N (q^l)²) ]
 *
 * The sampling noise of the variance over N neurons is the same factor χ²_{N−1}/N in both layers and cancels.
 *
 * @param layer - q^l, δ and Σ of the layer.
 * @param options - N and q¹.
 * @returns mean over networks of (N/2) ln(v^l/v¹), in nats; terms of order 1/N are left out.
 *
 * Source: derived in `packages/theory/NOTES.md` §7.
 */
export const entropyGapFirstOrder = (layer: LengthFluctuation, options: EntropyOptions): number =>
  entropyGapInfiniteWidth(layer.length, options) +
  layer.shift / (2 * layer.length) -
  layer.variance / (4 * layer.length ** 2);

/** The two directions of a divergence between layer 1 (the reference) and a layer. */
export interface Divergences {
  /** D(reference‖layer), nats. */
  readonly forward: number;
  /** D(layer‖reference), nats. */
  readonly reverse: number;
}

/**
 * Relative entropy between the isotropic Gaussians of layer 1 and of a layer, infinite width, N neurons:
 *
 *   D(1‖l) = (N/2) [q¹/q^l − 1 + ln(q^l/q¹)],   D(l‖1) = (N/2) [q^l/q¹ − 1 − ln(q^l/q¹)]
 *
 * @param length - q^l > 0.
 * @param options - N and q¹.
 * @returns both directions in nats, ≥ 0.
 *
 * Source: Rasmussen & Williams 2006, appendix A.5, with both covariances multiples of the identity.
 *
 * @example
 * isotropicDivergencesInfiniteWidth(2, { width: 2, firstLength: 1 }).forward; // ≈ 0.1931471805599453
 */
export function isotropicDivergencesInfiniteWidth(length: number, options: EntropyOptions): Divergences {
  const { width, firstLength } = options;
  const gap = entropyGapInfiniteWidth(length, options);
  return {
    forward: (width / 2) * (firstLength / length - 1) + gap,
    reverse: (width / 2) * (length / firstLength - 1) - gap,
  };
}

/**
 * Mean over networks of the isotropic relative entropies, whose means and variances are those over the N
 * neurons of each layer, with the first correction. With Π = ∏_{k<l} F′(q^k), through which layer l remembers
 * the sampled variance of layer 1:
 *
 *   D(1‖l): + ½ [ (q¹/q^l)(2 − δ/q^l + Σ/(q^l)² − 2 q¹ Π/q^l) + δ/q^l − Σ/(2 (q^l)²) + 1 + q¹/q^l ]
 *   D(l‖1): + ½ [ (q^l/q¹)(2 + δ/q^l − 2 q¹ Π/q^l) − δ/q^l + Σ/(2 (q^l)²) + 1 + q^l/q¹ ]
 *
 * @param layer - q^l, δ and Σ of a layer l ≥ 2.
 * @param memory - Π.
 * @param options - N and q¹.
 * @returns both directions in nats; terms of order 1/N are left out. Layer 1 against itself is 0 and not
 * covered.
 *
 * Source: derived in `packages/theory/NOTES.md` §7.
 */
export function isotropicDivergencesFirstOrder(
  layer: LengthFluctuation,
  memory: number,
  options: EntropyOptions,
): Divergences {
  const { length: q, shift, variance } = layer;
  const { firstLength } = options;
  const leading = isotropicDivergencesInfiniteWidth(q, options);
  const logShift = shift / q - variance / (2 * q * q);
  const carried = (2 * firstLength * memory) / q;
  const down = firstLength / q;
  const up = q / firstLength;
  return {
    forward:
      leading.forward + (down * (2 - shift / q + variance / (q * q) - carried) + logShift + 1 + down) / 2,
    reverse: leading.reverse + (up * (2 + shift / q - carried) - logShift + 1 + up) / 2,
  };
}
