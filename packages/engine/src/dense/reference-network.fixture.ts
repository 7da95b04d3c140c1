import type { PropagateTask } from '@widthwise/experiments';
import { layerScalings, layerWidths } from '@widthwise/network';
import { partOf } from './block-array.ts';
import { biasesOf, type DenseBlock, weightsOf } from './dense-layer.ts';
import { layersOf } from './layer-plan.ts';

/** One layer's parameters in float64: W[j][i] from neuron j to neuron i, row-major. */
export interface ReferenceLayer {
  readonly fanIn: number;
  readonly width: number;
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

/**
 * Weights and biases that TensorFlow drew for one network of a block, scaled here a second time: Var W is what the parameterization says, and an
 * orthogonal matrix of size m has entries of variance 1/m.
 */
export function readLayers(block: DenseBlock, member: number): readonly ReferenceLayer[] {
  const { operations, task, networks } = block;
  const { architecture, inputs } = task;
  const widths = layerWidths(architecture);
  return layersOf(architecture, inputs.dimension).map((layer, index) => {
    const width = widths[index] ?? Number.NaN;
    const fanIn = widths[index - 1] ?? inputs.dimension;
    const variance = layerScalings(architecture, inputs.dimension)[index]?.weightVariance ?? Number.NaN;
    const rotation = architecture.weights === 'orthogonal' ? Math.max(fanIn, width) : 1;
    return operations.scope(() => {
      const drawn = partOf(operations.read(weightsOf(block, layer)), member, networks);
      const biases = biasesOf(block, layer);
      return {
        fanIn,
        width,
        weights: Float64Array.from(drawn, (m) => m * Math.sqrt(variance * rotation)),
        biases:
          biases === undefined
            ? new Float64Array(width)
            : Float64Array.from(partOf(operations.read(biases), member, networks)),
      };
    });
  });
}

function normalized(v: Float64Array): Float64Array {
  const mean = v.reduce((sum, value) => sum + value, 0) / v.length;
  const variance = v.reduce((sum, value) => sum + (value - mean) ** 2, 0) / v.length;
  return v.map((value) => (value - mean) / Math.sqrt(variance));
}

/** y of a layer's preactivations. */
export function referenceOutput({ architecture, activation }: PropagateTask, h: Float64Array): Float64Array {
  if (architecture.normalization === 'preactivation') return normalized(h).map(activation.phi);
  const y = h.map(activation.phi);
  return architecture.normalization === 'postactivation' ? normalized(y) : y;
}

/** W y + b. */
export function affine({ fanIn, width, weights, biases }: ReferenceLayer, y: Float64Array): Float64Array {
  const out = biases.slice();
  for (let j = 0; j < fanIn; j += 1)
    for (let i = 0; i < width; i += 1) out[i] = out[i]! + y[j]! * weights[j * width + i]!;
  return out;
}

/**
 * h^start … h^L of one column.
 *
 * @param start - one-based.
 * @param h - preactivations of that layer.
 */
export function referenceForward(
  task: PropagateTask,
  layers: readonly ReferenceLayer[],
  start: number,
  h: Float64Array,
): readonly Float64Array[] {
  const { skip = 0 } = task.architecture;
  const out = [h];
  for (const layer of layers.slice(start)) {
    const before = out.at(-1) ?? h;
    const next = affine(layer, referenceOutput(task, before));
    out.push(skip === 0 ? next : next.map((value, i) => value + skip * before[i]!));
  }
  return out;
}

/** Central difference of a vector function along a direction. Truncation and rounding are below 1e-8 of the scales here. */
export function alongDirection(
  f: (h: Float64Array) => Float64Array,
  h: Float64Array,
  direction: ArrayLike<number>,
): Float64Array {
  const step = 1e-5;
  const up = f(h.map((value, i) => value + step * direction[i]!));
  const down = f(h.map((value, i) => value - step * direction[i]!));
  return up.map((value, i) => (value - down[i]!) / (2 * step));
}

/** Largest difference, relative to the largest number expected; NaN if lengths differ or a number is missing. */
export function largestError(found: ArrayLike<number>, expected: readonly number[]): number {
  if (found.length !== expected.length) return Number.NaN;
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs((found[i] ?? Number.NaN) - value) / scale));
}
