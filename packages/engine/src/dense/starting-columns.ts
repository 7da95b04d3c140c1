import type { PropagateTask } from '@widthwise/experiments';
import { normals, purposes } from '@widthwise/random';

/**
 * Columns injected at layer 1: entries N(μ, v) with mean and variance over the neurons of input 1.
 *
 * @param task - key, and how many columns.
 * @param network - index.
 * @param first - preactivations of input 1 at layer 1.
 * @param out - receives them, [pushforwardSamples][N].
 */
export function injectColumns(
  task: PropagateTask,
  network: number,
  first: Float32Array,
  out: Float32Array,
): void {
  const { key, inputs, features } = task;
  const width = first.length;
  let sum = 0;
  for (let i = 0; i < width; i += 1) sum += first[i]!;
  const mean = sum / width;
  let squares = 0;
  for (let i = 0; i < width; i += 1) squares += (first[i]! - mean) ** 2;
  const deviation = Math.sqrt(squares / width);
  const draws = new Float64Array(width);
  for (let s = 0; s < features.pushforwardSamples; s += 1) {
    normals(key, { network, layer: 1, purpose: purposes.gramNormals, column: inputs.count + s }, draws);
    for (let i = 0; i < width; i += 1) out[s * width + i] = mean + deviation * draws[i]!;
  }
}

/** First column of the tangents' streams: above every input and injected column, whose number then does not matter. */
const FIRST_TANGENT_COLUMN = 2 ** 20;

/**
 * Tangents that start at a layer: i.i.d. N(0, 1) entries. A direction's numbers depend on nothing but network, layer and its own index.
 *
 * @param task - key, and where tangents start.
 * @param network - index.
 * @param layer - one-based.
 * @param out - [starts · directions][N]; those of this start are written.
 */
export function startTangents(task: PropagateTask, network: number, layer: number, out: Float32Array): void {
  const { tangents } = task.features;
  const start = tangents?.starts.indexOf(layer) ?? -1;
  if (tangents === undefined || start < 0) return;
  const { starts, directions } = tangents;
  const width = out.length / (starts.length * directions);
  const draws = new Float64Array(width);
  for (let direction = 0; direction < directions; direction += 1) {
    const column = FIRST_TANGENT_COLUMN + direction;
    normals(task.key, { network, layer, purpose: purposes.gramNormals, column }, draws);
    out.set(draws, (start * directions + direction) * width);
  }
}
