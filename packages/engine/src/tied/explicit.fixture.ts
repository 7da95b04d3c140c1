import type { EquilibriumTask, TiedFamily } from '@widthwise/experiments';
import type { EquilibriumFeatures } from '@widthwise/probes';
import { normals, purposes } from '@widthwise/random';
import { drawInputs, inputFactor } from './drawn-inputs.ts';
import { emptyEquilibriumFeatures, recordEnd, recordIteration } from './features.ts';

/** Gram–Schmidt on the rows of a Gaussian matrix: Haar, since the diagonal of the triangular factor is positive. */
function orthonormalized(a: Float64Array, width: number): Float64Array {
  for (let i = 0; i < width; i += 1) {
    const row = a.subarray(i * width, (i + 1) * width);
    for (let pass = 0; pass < 2; pass += 1)
      for (let j = 0; j < i; j += 1) {
        const other = a.subarray(j * width, (j + 1) * width);
        const along = row.reduce((sum, value, k) => sum + value * other[k]!, 0);
        for (let k = 0; k < width; k += 1) row[k] = row[k]! - along * other[k]!;
      }
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    for (let k = 0; k < width; k += 1) row[k] = row[k]! / length;
  }
  return a;
}

const matrices: Readonly<Record<TiedFamily, (a: Float64Array, width: number) => Float64Array>> = {
  iid: (a, width) => a.map((value) => value / Math.sqrt(width)),
  orthogonal: orthonormalized,
  goe: (a, width) =>
    a.map((value, at) => (value + a[(at % width) * width + Math.floor(at / width)]!) / Math.sqrt(2 * width)),
};

/** Every network of a task with its weight matrix written out, float64. */
export function explicitNumbers(
  task: EquilibriumTask,
  numberOf: (features: EquilibriumFeatures) => readonly number[],
): Float64Array[] {
  const { architecture, activation, inputs, key } = task;
  const { width, depth, sigmaW } = architecture;
  const factor = inputFactor(inputs);
  const features = emptyEquilibriumFeatures(task);
  const next = new Float64Array(width);
  const weights = new Float64Array(width * width);
  const rows: Float64Array[] = [];
  for (let network = task.first; network < task.first + task.count; network += 1) {
    normals(key, { network, layer: 1, purpose: purposes.denseWeights, column: 0 }, weights);
    const matrix = matrices[task.family](weights.slice(), width);
    const x = drawInputs(task, factor, network);
    const h = x.slice();
    for (let input = 0; input < inputs.count; input += 1) {
      const state = h.subarray(input * width, (input + 1) * width);
      for (let iteration = 1; iteration <= depth; iteration += 1) {
        const y = state.map((z) => activation.phi(z));
        for (let i = 0; i < width; i += 1) {
          let sum = 0;
          for (let j = 0; j < width; j += 1) sum += matrix[i * width + j]! * y[j]!;
          next[i] = sigmaW * sum + x[input * width + i]!;
        }
        const states = { before: state, after: next };
        const outcome = recordIteration(task, features, { input, iteration }, states);
        if (outcome === 'diverged') throw new Error(`network ${network} diverged`);
        state.set(next);
        if (outcome === 'settled') break;
      }
    }
    recordEnd(task, activation, features, { x, h });
    rows.push(Float64Array.from(numberOf(features)));
  }
  return rows;
}
