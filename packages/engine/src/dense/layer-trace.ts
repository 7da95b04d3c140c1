import type { PropagateTask } from '@widthwise/experiments';
import { partOf } from './block-array.ts';
import type { DenseBlock } from './dense-layer.ts';

/** What later passes need of one layer, of the first T inputs. */
export interface LayerTrace {
  /** Preactivations, [G][T][N]. */
  readonly preactivations: Float32Array;
  /** y_a·y_b/n of what feeds the layer, [G][T][T]. */
  readonly sourceMoments: Float64Array;
}

/** Number T of inputs whose derivatives a later pass takes; zero if none is asked for. */
export const tracedInputs = ({ features: { ntkInputs = 0, singularValues = 0 } }: PropagateTask): number =>
  Math.max(ntkInputs, singularValues > 0 ? 1 : 0);

/**
 * The trace of one layer.
 *
 * @param block - networks.
 * @param traced - T.
 * @param preactivations - of all inputs, [G][B][N].
 * @param sourceMoments - of all inputs, [G][B][B].
 */
export function traceOf(
  { task, networks }: DenseBlock,
  traced: number,
  preactivations: Float32Array,
  sourceMoments: Float64Array,
): LayerTrace {
  const { count } = task.inputs;
  const size = (preactivations.length / networks / count) * traced;
  const kept = new Float32Array(networks * size);
  const moments = new Float64Array(networks * traced * traced);
  for (let g = 0; g < networks; g += 1) {
    kept.set(partOf(preactivations, g, networks).subarray(0, size), g * size);
    const all = partOf(sourceMoments, g, networks);
    for (let a = 0; a < traced; a += 1)
      moments.set(all.subarray(a * count, a * count + traced), (g * traced + a) * traced);
  }
  return { preactivations: kept, sourceMoments: moments };
}
