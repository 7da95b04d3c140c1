import type { PropagateTask } from '@widthwise/experiments';
import { layerScalings } from '@widthwise/network';
import type { NetworkFeatures } from '@widthwise/probes';
import type { LayerMachine } from '../layer-machine.ts';
import type { StoredLayer } from '../stored-layer.ts';
import type { BackwardMachine } from './backward-machine.ts';

/** Keeps y·y of a layer's activations in the place of the contribution of the layer above. */
export function keepProducts(
  { activationGram, stride }: Pick<LayerMachine, 'activationGram' | 'stride'>,
  { ntk, request }: NetworkFeatures,
  layer: number,
): void {
  const size = request.ntkInputs ?? 0;
  for (let b = 0; b < size; b++)
    for (let a = b; a < size; a++) ntk[(layer * size + a) * size + b] = activationGram[b * stride + a]!;
}

/**
 * The empirical neural tangent kernel of neuron 1 of layer L at initialization, layer by layer, into `features.ntk`. The forward pass
 * must have kept its layers and, by `keepProducts`, y·y; no weight matrix is ever made.
 *
 *   contribution^l_ab = (λ_l y^{l−1}_a·y^{l−1}_b + β_l) Σ_i δ^l_ia δ^l_ib,   y⁰ = x,   λ, β of `layerScalings`
 *
 * Signals δ^l come from δ^{l+1} = D, conditionally on the preactivations above. Let A = [α y, σ_b] be the scaled activations with the bias
 * coordinate, α² = Var W_ij, so that the new parts above are z = A Wᵀ for standard normal W, with covariance G = A Aᵀ. Given z,
 * W = zᵀ G⁻¹ A + N (1 − Aᵀ G⁻¹ A) with N a fresh standard normal matrix, independent of all that lies above; hence
 *
 *   D W = [D zᵀ − R Z Aᵀ] G⁻¹ A + R Z,   R Rᵀ = D Dᵀ,   Z fresh, Q rows
 *
 * of which the weights' coordinates, times α, pass through φ′, normalization and skip connection. It is exact in law at every width.
 *
 * Only the first Q inputs condition: whatever a kernel of theirs depends on, W of every layer through y and δ of these inputs alone, is conditioned on
 * every function of W that has been drawn for them. So the kernel and everything forward of the Q inputs have their exact joint law. Jointly with a
 * forward value of an input beyond Q they do not: that value, too, would tell of W. Kernels depend to the bit on Q.
 *
 * @returns the first layer downwards whose contribution is not finite, 0 if all are.
 *
 * Source: Jacot, Gabriel & Hongler 2018, arXiv:1806.07572 (kernel); the conditional law is derived here.
 */
export function storeTangentKernel(
  task: PropagateTask,
  machine: BackwardMachine,
  layerOf: (layer: number) => StoredLayer,
  features: NetworkFeatures,
  network: number,
): number {
  const { architecture, inputs, features: request } = task;
  const { depth, sigmaB } = architecture;
  const size = request.ntkInputs ?? 0;
  const scalings = layerScalings(architecture, inputs.dimension);
  for (let layer = depth; layer >= 1; layer--) {
    const { weightVariance, weightGradient, biasGradient } = scalings[layer - 1]!;
    let areFinite = true;
    for (let b = 0; b < size; b++)
      for (let a = b; a < size; a++) {
        const at = ((layer - 1) * size + a) * size + b;
        const product =
          layer === 1 ? inputs.overlaps[a * inputs.count + b]! * inputs.dimension : features.ntk[at]!;
        const signals = layer === depth ? 1 : machine.signalGram[b * machine.stride + a]!;
        const value = (weightGradient * product + biasGradient) * signals;
        areFinite &&= Number.isFinite(value);
        features.ntk[at] = value;
        features.ntk[((layer - 1) * size + b) * size + a] = value;
      }
    if (!areFinite) return layer;
    if (layer > 1)
      machine.step({
        network,
        layer,
        above: layerOf(layer),
        below: layerOf(layer - 1),
        weightDeviation: Math.sqrt(weightVariance),
        biasDeviation: sigmaB,
      });
  }
  return 0;
}
