import type { NonFinite, PropagateTask } from '@widthwise/experiments';
import type { NetworkFeatures } from '@widthwise/probes';
import { normals, purposes } from '@widthwise/random';
import { postactivations, preactivations } from './dense-layer.ts';
import { secondMoments } from './layer-features.ts';
import type { Operations } from './operations.ts';
import { type LayerValues, recordKernel, recordLayer } from './record-layer.ts';

/**
 * Columns injected at layer 1: entries N(μ, v) with mean and variance over the neurons of input 1.
 *
 * @param task - key, and how many columns.
 * @param network - index.
 * @param first - preactivations of input 1 at layer 1.
 * @returns [pushforwardSamples][N].
 */
function injectedColumns(task: PropagateTask, network: number, first: Float32Array): Float32Array {
  const { key, inputs, features } = task;
  const width = first.length;
  const columns = new Float32Array(features.pushforwardSamples * width);
  let sum = 0;
  for (let i = 0; i < width; i += 1) sum += first[i]!;
  const mean = sum / width;
  let squares = 0;
  for (let i = 0; i < width; i += 1) squares += (first[i]! - mean) ** 2;
  const deviation = Math.sqrt(squares / width);
  const draws = new Float64Array(width);
  for (let s = 0; s < features.pushforwardSamples; s += 1) {
    normals(key, { network, layer: 1, purpose: purposes.gramNormals, column: inputs.count + s }, draws);
    for (let i = 0; i < width; i += 1) columns[s * width + i] = mean + deviation * draws[i]!;
  }
  return columns;
}

/**
 * One network with explicit weights, pushed forward layer by layer.
 *
 * @param operations - of the backend.
 * @param task - what to compute.
 * @param network - index.
 * @param out - receives the features; its contents mean nothing if the network leaves the range of float32.
 * @returns `out`, or the first layer with a value that is not finite.
 */
export function denseNetwork(
  operations: Operations,
  task: PropagateTask,
  network: number,
  out: NetworkFeatures,
): NetworkFeatures | NonFinite {
  const { architecture, inputs } = task;
  const { width, depth } = architecture;
  const moments = new Float64Array(inputs.count * inputs.count);
  out.pushforward.fill(0);
  recordKernel(task, 0, inputs.overlaps, out);
  const sources = { inputs: inputs.vectors, injected: new Float32Array(0) };
  const first = preactivations(operations, task, { network, layer: 1 }, inputs.dimension, sources).inputs;
  let z: LayerValues = { inputs: first, injected: injectedColumns(task, network, first.subarray(0, width)) };
  for (let layer = 1; ; layer += 1) {
    if (!recordLayer(task, layer - 1, z, out)) return { nonFiniteLayer: layer };
    if (layer === depth) return out;
    const phi: LayerValues = {
      inputs: postactivations(operations, task, z.inputs),
      injected: postactivations(operations, task, z.injected),
    };
    secondMoments(phi.inputs, inputs.count, moments);
    recordKernel(task, layer, moments, out);
    z = preactivations(operations, task, { network, layer: layer + 1 }, width, phi);
  }
}
