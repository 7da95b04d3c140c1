import type { EquilibriumTask } from '@widthwise/experiments';
import type { InputData } from '@widthwise/network';
import { normals, purposes } from '@widthwise/random';

/** A pivot below this share of its input's squared length is rounding: the input lies in the span of those before. */
const NEGLIGIBLE = 1e-12;

/**
 * Factor L of the overlaps, L Lᵀ = x_a·x_b/n₀, row-major, lower triangular, with a zero column where an input lies in
 * the span of those before it.
 *
 * @param inputs - of the cell.
 * @returns [B][B].
 * @throws RangeError if an input has no length.
 */
export function inputFactor({ count, overlaps }: InputData): Float64Array {
  const factor = new Float64Array(count * count);
  for (let a = 0; a < count; a += 1) {
    const length = overlaps[a * count + a]!;
    if (!(length > 0 && Number.isFinite(length)))
      throw new RangeError(
        `an equilibrium needs inputs of positive length, got |x|²/n₀ = ${length} of input ${a + 1}.`,
      );
    for (let b = 0; b <= a; b += 1) {
      let rest = overlaps[a * count + b]!;
      for (let k = 0; k < b; k += 1) rest -= factor[a * count + k]! * factor[b * count + k]!;
      const pivot = factor[b * count + b]!;
      if (a === b) factor[a * count + a] = rest > NEGLIGIBLE * length ? Math.sqrt(rest) : 0;
      else if (pivot > 0) factor[a * count + b] = rest / pivot;
    }
  }
  return factor;
}

/**
 * The network's own inputs: rows x_i = (x_i1 … x_iB), i = 1…N, independent N(0, L Lᵀ). Input a takes the normals of
 * columns 1…a, so it does not depend on those that follow.
 *
 * @param task - key, width and number of inputs.
 * @param factor - L, [B][B].
 * @param network - index.
 * @returns [B][N].
 */
export function drawInputs(task: EquilibriumTask, factor: Float64Array, network: number): Float64Array {
  const { width } = task.architecture;
  const { count } = task.inputs;
  const draws = new Float64Array(count * width);
  const out = new Float64Array(count * width);
  for (let a = 0; a < count; a += 1) {
    const address = { network, layer: 0, purpose: purposes.equilibriumInputs, column: a };
    normals(task.key, address, draws.subarray(a * width, (a + 1) * width));
    for (let b = 0; b <= a; b += 1) {
      const weight = factor[a * count + b]!;
      for (let i = 0; i < width; i += 1)
        out[a * width + i] = out[a * width + i]! + weight * draws[b * width + i]!;
    }
  }
  return out;
}
