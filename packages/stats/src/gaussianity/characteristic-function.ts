/** Sums of the empirical characteristic function at t_k = k · step, k = 1…m. Additive over disjoint samples. */
export interface CharacteristicSums {
  readonly step: number;
  /** Σ cos(t_k x), then Σ sin(t_k x). */
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

/**
 * Sums of the empirical characteristic function of a sample.
 *
 *   C_k = Σ cos(k h x),   S_k = Σ sin(k h x)
 *
 * @param sample - in any order.
 * @param grid - step h > 0, in units of 1/x, and the number m of nodes.
 *
 * Accuracy: each term is turned by the angle h x from node to node, and so has an error of about 2⁻⁵² k at node k.
 */
export function characteristicSums(
  sample: Float64Array,
  grid: { readonly step: number; readonly nodes: number },
): CharacteristicSums {
  if (!(grid.step > 0)) throw new RangeError(`step must be positive, got ${grid.step}`);
  const cosines = new Float64Array(grid.nodes);
  const sines = new Float64Array(grid.nodes);
  for (let i = 0; i < sample.length; i++) {
    const angle = grid.step * sample[i]!;
    const [turnReal, turnImaginary] = [Math.cos(angle), Math.sin(angle)];
    let [real, imaginary] = [turnReal, turnImaginary];
    for (let k = 0; k < grid.nodes; k++) {
      cosines[k]! += real;
      sines[k]! += imaginary;
      const turned = real * turnReal - imaginary * turnImaginary;
      imaginary = real * turnImaginary + imaginary * turnReal;
      real = turned;
    }
  }
  return { step: grid.step, cosines, sines };
}

/** Sums of two disjoint samples together; their grids must agree. */
export function mergeCharacteristicSums(
  left: CharacteristicSums,
  right: CharacteristicSums,
): CharacteristicSums {
  if (left.step !== right.step || left.cosines.length !== right.cosines.length) {
    throw new RangeError(`grids must agree, got steps ${left.step} and ${right.step}`);
  }
  return {
    step: left.step,
    cosines: left.cosines.map((value, k) => value + (right.cosines[k] ?? 0)),
    sines: left.sines.map((value, k) => value + (right.sines[k] ?? 0)),
  };
}
