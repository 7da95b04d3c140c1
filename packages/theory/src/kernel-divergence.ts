import {
  NotPositiveDefiniteError,
  relativeEntropyGaussian,
  relativeEntropyScalarGaussian,
} from '@widthwise/stats';
import type { Divergences } from './entropy.ts';
import type { KernelLayer } from './kernel-layer.ts';

/**
 * Relative entropies per neuron between the preactivations of B inputs at layer 1 and at a layer, infinite
 * width.
 *
 *   D(1‖l) = ½ [ tr(K_l⁻¹ K_1) − B + ln det K_l − ln det K_1 ],   D(l‖1) with the two exchanged
 *
 * Both kernels are first taken to the variables (z_1, z_2 − z_1, …, z_B − z_1), which changes no relative
 * entropy and keeps the small eigenvalues of correlated inputs.
 *
 * @param reference - kernel of layer 1, B inputs.
 * @param layer - kernel of layer l.
 * @returns both directions in nats, ≥ 0; undefined if a kernel is singular to rounding (two inputs have
 * become one).
 *
 * Accuracy: relative 1e-11 for two inputs at any correlation.
 * Source: Rasmussen & Williams 2006, appendix A.5, at equal means.
 */
export function kernelDivergences(reference: KernelLayer, layer: KernelLayer): Divergences | undefined {
  if (!reference.lengths.every(isPositive) || !layer.lengths.every(isPositive)) return undefined;
  if (layer.lengths.length === 1) {
    const [p, q] = [reference.lengths[0]!, layer.lengths[0]!];
    return { forward: relativeEntropyScalarGaussian(p, q), reverse: relativeEntropyScalarGaussian(q, p) };
  }
  const p = differenceKernel(reference);
  const q = differenceKernel(layer);
  try {
    return { forward: relativeEntropyGaussian(p, q), reverse: relativeEntropyGaussian(q, p) };
  } catch (error) {
    if (error instanceof NotPositiveDefiniteError) return undefined;
    throw error;
  }
}

const isPositive = (q: number): boolean => q > 0;

/** Covariance of (z_1, z_2 − z_1, …): from Δ_ab = E(z_a − z_b)², without cancellation between lengths. */
function differenceKernel({ lengths, decorrelations }: KernelLayer): Float64Array {
  const count = lengths.length;
  const squared = (a: number, b: number): number => {
    const [rootA, rootB] = [Math.sqrt(lengths[a]!), Math.sqrt(lengths[b]!)];
    return (rootA - rootB) ** 2 + 2 * rootA * rootB * decorrelations[a * count + b]!;
  };
  return Float64Array.from({ length: count * count }, (_, at) => {
    const [a, b] = [Math.floor(at / count), at % count];
    if (a === 0 && b === 0) return lengths[0]!;
    if (a === 0 || b === 0) {
      const other = a + b;
      return (lengths[other]! - lengths[0]! - squared(0, other)) / 2;
    }
    return (squared(0, a) + squared(0, b) - squared(a, b)) / 2;
  });
}
