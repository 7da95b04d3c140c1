import type { NetworkFeatures } from '@widthwise/probes';
import { partOf } from './block-array.ts';
import { activated, biasesOf, type DenseBlock, multiply, weightsOf } from './dense-layer.ts';
import { secondMoments } from './layer-features.ts';
import type { DenseLayer } from './layer-plan.ts';
import { type LayerTrace, tracedInputs, traceOf } from './layer-trace.ts';
import { localDerivative, normalizeColumns, pushTangent } from './local-derivative.ts';
import { type LayerValues, recordKernel, recordLayer, tangentCount } from './record-layer.ts';
import { injectColumns, startTangents } from './starting-columns.ts';

/**
 * Pushes a block of networks forward, layer by layer, in step.
 *
 * @param block - networks.
 * @param layers - of the architecture.
 * @param out - features, one a network.
 * @param failures - receives the first layer with a value that is not finite, by network; the features of such a network mean nothing.
 * @returns one trace a layer, up to the last that was reached; none if no derivatives are asked for.
 */
export function forwardPass(
  block: DenseBlock,
  layers: readonly DenseLayer[],
  out: readonly NetworkFeatures[],
  failures: (number | undefined)[],
): readonly LayerTrace[] {
  const { task, first, networks } = block;
  const traced = tracedInputs(task);
  const trace: LayerTrace[] = [];
  let z: LayerValues | undefined;
  for (const layer of layers) {
    const sources = z === undefined ? undefined : outputsOf(block, layer.fanIn, z);
    const sourceMoments = momentsOf(block, sources?.inputs);
    z =
      z === undefined || sources === undefined
        ? firstLayer(block, layer)
        : nextLayer(block, layer, sources, z);
    for (const [g, features] of out.entries()) {
      const values = valuesOf(z, g, networks);
      startTangents(task, first + g, layer.layer, values.tangents);
      recordKernel(task, layer, partOf(sourceMoments, g, networks), features);
      if (failures[g] === undefined && !recordLayer(task, layer, values, features)) failures[g] = layer.layer;
    }
    if (traced > 0) trace.push(traceOf(block, traced, z.inputs, sourceMoments));
    if (out.every((_, g) => failures[g] !== undefined)) break;
  }
  return trace;
}

/** Second moments over neurons of what feeds a layer; x_a·x_b/n₀ of the first. */
function momentsOf({ task, networks }: DenseBlock, y: Float32Array | undefined): Float64Array {
  const { count, overlaps } = task.inputs;
  const moments = new Float64Array(networks * overlaps.length);
  for (let g = 0; g < networks; g += 1) {
    if (y === undefined) moments.set(overlaps, g * overlaps.length);
    else secondMoments(partOf(y, g, networks), count, partOf(moments, g, networks));
  }
  return moments;
}

const valuesOf = (values: LayerValues, index: number, networks: number): LayerValues => ({
  inputs: partOf(values.inputs, index, networks),
  injected: partOf(values.injected, index, networks),
  tangents: partOf(values.tangents, index, networks),
});

/** h¹ of the inputs, the columns injected there, and room for tangents. */
function firstLayer(block: DenseBlock, layer: DenseLayer): LayerValues {
  const { operations, task, first, networks } = block;
  const { inputs, features } = task;
  const { width } = layer;
  const values = operations.scope(() => {
    const drawn = { weights: weightsOf(block, layer), biases: biasesOf(block, layer) };
    return multiply(block, layer, drawn, { values: inputs.vectors, count: inputs.count });
  });
  const injected = new Float32Array(networks * features.pushforwardSamples * width);
  for (let g = 0; g < networks; g += 1) {
    const firstInput = partOf(values, g, networks).subarray(0, width);
    injectColumns(task, first + g, firstInput, partOf(injected, g, networks));
  }
  return { inputs: values, injected, tangents: new Float32Array(networks * tangentCount(task) * width) };
}

/** h^{l+1} = W y + b + μ h of every column, and its derivative of the tangents. */
function nextLayer(
  block: DenseBlock,
  layer: DenseLayer,
  { inputs, injected }: Pick<LayerValues, 'inputs' | 'injected'>,
  z: LayerValues,
): LayerValues {
  const { operations, task } = block;
  const tangents = pushedTangents(block, layer.fanIn, z);
  const next = operations.scope(() => {
    const weights = weightsOf(block, layer);
    const biases = biasesOf(block, layer);
    const { pushforwardSamples } = task.features;
    return {
      inputs: multiply(block, layer, { weights, biases }, { values: inputs, count: task.inputs.count }),
      injected: multiply(block, layer, { weights, biases }, { values: injected, count: pushforwardSamples }),
      tangents: multiply(block, layer, { weights }, { values: tangents, count: tangentCount(task) }),
    };
  });
  const { skip } = task.architecture;
  if (skip !== undefined) {
    addMultiple(next.inputs, skip, z.inputs);
    addMultiple(next.injected, skip, z.injected);
    addMultiple(next.tangents, skip, z.tangents);
  }
  return next;
}

/** v + μ u, in place. */
function addMultiple(v: Float32Array, factor: number, u: Float32Array): void {
  for (let i = 0; i < v.length; i += 1) v[i] = v[i]! + factor * u[i]!;
}

/** y of the inputs and of the injected columns. */
function outputsOf(
  { operations, task }: DenseBlock,
  width: number,
  z: LayerValues,
): Pick<LayerValues, 'inputs' | 'injected'> {
  const { normalization } = task.architecture;
  const outputOf = (h: Float32Array): Float32Array => {
    if (normalization === undefined) return activated(operations, task, h);
    return normalization === 'preactivation'
      ? activated(operations, task, normalizeColumns(h, width))
      : normalizeColumns(activated(operations, task, h), width);
  };
  return { inputs: outputOf(z.inputs), injected: outputOf(z.injected) };
}

/** (∂y/∂h) u of every tangent u, at input 1. */
function pushedTangents({ task, networks }: DenseBlock, width: number, z: LayerValues): Float32Array {
  const out = new Float32Array(z.tangents.length);
  if (out.length === 0) return out;
  for (let g = 0; g < networks; g += 1) {
    const h = partOf(z.inputs, g, networks).subarray(0, width);
    const derivative = localDerivative(task.architecture, task.activation, h);
    const [from, to] = [partOf(z.tangents, g, networks), partOf(out, g, networks)];
    for (let at = 0; at < from.length; at += width) {
      const u = Float64Array.from(from.subarray(at, at + width));
      pushTangent(derivative, u);
      to.set(u, at);
    }
  }
  return out;
}
