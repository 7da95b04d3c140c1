import { choleskyInto, relativeEntropyOfFactors } from '@widthwise/stats';

/** Ridge added to a kernel before it is factored, as a share of its mean diagonal. */
const JITTER = 1e-12;

/**
 * Cholesky factor of the leading P × P block of a layer's kernel with jitter 1e-12 tr K/P.
 *
 * @param kernel - [L][B][B].
 * @param offset - where the layer's matrix begins.
 * @param inputs - B.
 * @param factor - receives L, P × P row-major.
 * @returns false if the block is not positive definite even so: a layer whose neurons are all dead.
 */
export function factorKernel(
  kernel: Float64Array,
  offset: number,
  inputs: number,
  probedInputs: number,
  factor: Float64Array,
): boolean {
  let trace = 0;
  for (let a = 0; a < probedInputs; a++) trace += kernel[offset + a * (inputs + 1)]!;
  const ridge = (JITTER * trace) / probedInputs;
  for (let a = 0; a < probedInputs; a++) {
    for (let b = 0; b <= a; b++) {
      factor[a * probedInputs + b] = kernel[offset + a * inputs + b]! + (a === b ? ridge : 0);
    }
  }
  return choleskyInto(factor, probedInputs, factor) < 0;
}

/**
 * Relative entropy per neuron between the conditional laws N(0, K) of two layers over the probed inputs, both ways.
 *
 *   D(reference‖layer) = ½ [ tr(K_m⁻¹ K_1) − P + ln det K_m − ln det K_1 ]
 *
 * @param reference - Cholesky factor of K_1, P × P.
 * @param layer - Cholesky factor of K_m.
 * @returns nats per neuron.
 */
export function kernelDivergences(
  reference: Float64Array,
  layer: Float64Array,
  probedInputs: number,
): { readonly forward: number; readonly reverse: number } {
  return {
    forward: relativeEntropyOfFactors(reference, layer, probedInputs),
    reverse: relativeEntropyOfFactors(layer, reference, probedInputs),
  };
}
