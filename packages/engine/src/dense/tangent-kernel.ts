import type { NetworkFeatures } from '@widthwise/probes';
import { partOf } from './block-array.ts';
import { type DenseBlock, multiplyTransposed, weightsOf } from './dense-layer.ts';
import type { DenseLayer } from './layer-plan.ts';
import type { LayerTrace } from './layer-trace.ts';
import { localDerivative, pullGradient } from './local-derivative.ts';

/**
 * Empirical tangent kernel of neuron 1 of the last layer, layer by layer, by structured products: no Jacobian by parameters is formed.
 *
 *   Θ^l_ab = (γ_W y_a·y_b + γ_b) g^l_a·g^l_b,   g^L = e_1,   g^{l−1} = (∂y/∂h)ᵀ W^{lT} g^l + μ g^l
 *
 * with y what feeds layer l, g^l = ∂h^L_1/∂h^l and γ the gradient scales of the parameterization.
 *
 * @param block - networks.
 * @param layers - of the architecture.
 * @param trace - of the forward pass, all layers.
 * @param out - receives `ntk`, [L][Q][Q], one a network.
 * @param failures - receives the layer at which a contribution is not finite.
 *
 * Source: Jacot, Gabriel & Hongler 2018, arXiv:1806.07572; the factorization by layers is the chain rule.
 */
export function recordTangentKernels(
  block: DenseBlock,
  layers: readonly DenseLayer[],
  trace: readonly LayerTrace[],
  out: readonly NetworkFeatures[],
  failures: (number | undefined)[],
): void {
  const { networks, task } = block;
  const asked = task.features.ntkInputs ?? 0;
  let gradients: Float32Array | undefined;
  for (let index = layers.length - 1; index >= 0; index -= 1) {
    const layer = layers[index];
    const here = trace[index];
    if (layer === undefined || here === undefined) return;
    gradients ??= firstNeuron(networks * asked, layer.width);
    for (const [g, features] of out.entries()) {
      const moments = partOf(here.sourceMoments, g, networks);
      const contribution = features.ntk.subarray(index * asked * asked, (index + 1) * asked * asked);
      recordContribution(layer, moments, partOf(gradients, g, networks), contribution);
      if (failures[g] === undefined && !contribution.every(Number.isFinite)) failures[g] = layer.layer;
    }
    const before = trace[index - 1];
    if (before !== undefined) gradients = pulledGradients(block, layer, before, gradients);
  }
}

/** e_1, as many times as there are columns. */
function firstNeuron(columns: number, width: number): Float32Array {
  const out = new Float32Array(columns * width);
  for (let at = 0; at < out.length; at += width) out[at] = 1;
  return out;
}

function recordContribution(
  { fanIn, width, weightGradient, biasGradient }: DenseLayer,
  moments: Float64Array,
  gradients: Float32Array,
  out: Float64Array,
): void {
  const traced = Math.round(Math.sqrt(moments.length));
  const asked = gradients.length / width;
  for (let a = 0; a < asked; a += 1)
    for (let b = 0; b <= a; b += 1) {
      let product = 0;
      for (let i = 0; i < width; i += 1) product += gradients[a * width + i]! * gradients[b * width + i]!;
      const value = (weightGradient * fanIn * moments[a * traced + b]! + biasGradient) * product;
      out[a * asked + b] = value;
      out[b * asked + a] = value;
    }
}

/** Gradients by the preactivations of the layer before. */
function pulledGradients(
  block: DenseBlock,
  layer: DenseLayer,
  before: LayerTrace,
  gradients: Float32Array,
): Float32Array {
  const { operations, task, networks } = block;
  const { skip = 0 } = task.architecture;
  const { fanIn } = layer;
  const count = gradients.length / layer.width / networks;
  const pulled = operations.scope(() =>
    multiplyTransposed(block, layer, weightsOf(block, layer), { values: gradients, count }),
  );
  for (let g = 0; g < networks; g += 1) {
    const h = partOf(before.preactivations, g, networks);
    const own = partOf(pulled, g, networks);
    for (let a = 0; a < count; a += 1) {
      const at = a * fanIn;
      const column = Float64Array.from(own.subarray(at, at + fanIn));
      const derivative = localDerivative(task.architecture, task.activation, h.subarray(at, at + fanIn));
      pullGradient(derivative, column);
      own.set(column, at);
    }
  }
  // Skip connections join layers of one width.
  if (skip !== 0) for (let i = 0; i < pulled.length; i += 1) pulled[i] = pulled[i]! + skip * gradients[i]!;
  return pulled;
}
