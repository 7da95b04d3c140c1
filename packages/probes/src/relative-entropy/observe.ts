import { type Observation, relativeEntropyIsotropicGaussian } from '@widthwise/stats';
import type { NetworkFeatures } from '../features.ts';
import { option } from '../option.ts';
import type { ProbeOptions, ProbeShape } from '../probe.ts';
import { factorKernel, kernelDivergences } from './kernel-divergence.ts';
import { relativeEntropyPlan } from './layout.ts';

interface NeuronLaw {
  readonly mean: number;
  readonly variance: number;
}

/**
 * One network's divergences between layer 1 and every later layer; layer 1 itself is left zero, which is their value
 * there by definition. Where a divergence does not exist (a layer of constant or dead neurons, or of another width than layer 1)
 * its observable stays zero
 * and its counter is raised, so that no estimate is made of it.
 */
export function observeRelativeEntropy(
  features: NetworkFeatures,
  shape: ProbeShape,
  options: ProbeOptions,
  out: Observation,
): void {
  observePushforward(features, shape, option(options, 'samples'), out);
  observeIsotropic(features, shape, out);
  observeKernels(features, shape, out);
}

/**
 * D as coded by the authors, with μ and v mean and variance over the N neurons of input 1, and Zs the injected columns:
 *
 *   entropyGap = (N/2) ln(v_m/v_1),   mismatch = ⟨Σ_i (Zs_i − μ_m)²⟩/(2 v_m) − N/2,   D = entropyGap + mismatch
 */
function observePushforward(
  features: NetworkFeatures,
  shape: ProbeShape,
  samples: number,
  out: Observation,
): void {
  const plan = relativeEntropyPlan(shape);
  const { widths, depth } = shape;
  const { pushforward, request } = features;
  const reference = neuronLaw(features, shape, 0, 0);
  for (let layer = 1; layer < depth; layer++) {
    const width = widths[layer]!;
    const law = neuronLaw(features, shape, layer, 0);
    let squares = 0;
    for (let s = 0; s < samples; s++) {
      const at = 2 * (layer * request.pushforwardSamples + s);
      squares += pushforward[at + 1]! - law.mean * (2 * pushforward[at]! - width * law.mean);
    }
    const entropyGap = 0.5 * width * Math.log(law.variance / reference.variance);
    const mismatch = squares / samples / (2 * law.variance) - 0.5 * width;
    const at = layer * plan.stride;
    const isComparable = width === widths[0] && hasSpread(reference, width) && hasSpread(law, width);
    if (isComparable && Number.isFinite(entropyGap + mismatch)) {
      out.moments[at] = entropyGap + mismatch;
      out.moments[at + 1] = entropyGap;
      out.moments[at + 2] = mismatch;
    } else out.counts[layer * plan.counterStride] = 1;
  }
}

function observeIsotropic(features: NetworkFeatures, shape: ProbeShape, out: Observation): void {
  const plan = relativeEntropyPlan(shape);
  const { widths, depth } = shape;
  for (let a = 0; a < plan.probedInputs; a++) {
    const reference = neuronLaw(features, shape, 0, a);
    for (let layer = 1; layer < depth; layer++) {
      const width = widths[layer]!;
      const law = neuronLaw(features, shape, layer, a);
      let forward = Number.NaN;
      let reverse = Number.NaN;
      if (width === widths[0] && hasSpread(reference, width) && hasSpread(law, width)) {
        forward = relativeEntropyIsotropicGaussian(reference, law, width);
        reverse = relativeEntropyIsotropicGaussian(law, reference, width);
      }
      if (Number.isFinite(forward + reverse)) {
        out.moments[layer * plan.stride + plan.forward + a] = forward;
        out.moments[layer * plan.stride + plan.reverse + a] = reverse;
      } else out.counts[layer * plan.counterStride + 1 + a] = 1;
    }
  }
}

function observeKernels(features: NetworkFeatures, shape: ProbeShape, out: Observation): void {
  const plan = relativeEntropyPlan(shape);
  const { inputs, depth } = shape;
  const probed = plan.probedInputs;
  const reference = new Float64Array(probed * probed);
  const factor = new Float64Array(probed * probed);
  const hasReference = factorKernel(features.kernel, 0, inputs, probed, reference);
  for (let layer = 1; layer < depth; layer++) {
    const isRegular = factorKernel(features.kernel, layer * inputs * inputs, inputs, probed, factor);
    let forward = Number.NaN;
    let reverse = Number.NaN;
    if (hasReference && isRegular) ({ forward, reverse } = kernelDivergences(reference, factor, probed));
    if (Number.isFinite(forward + reverse)) {
      out.moments[layer * plan.stride + plan.kernel] = forward;
      out.moments[layer * plan.stride + plan.kernel + 1] = reverse;
    } else out.counts[layer * plan.counterStride + 1 + probed] = 1;
  }
}

/** Mean and variance (divisor N) over the neurons of one layer and input. */
function neuronLaw(features: NetworkFeatures, shape: ProbeShape, layer: number, input: number): NeuronLaw {
  const at = 4 * (layer * shape.inputs + input);
  const mean = features.powerSums[at]!;
  return { mean, variance: features.powerSums[at + 1]! - mean * mean };
}

/** One neuron has no variance; dead neurons have none either. */
function hasSpread(law: NeuronLaw, width: number): boolean {
  return width > 1 && law.variance > 0;
}
