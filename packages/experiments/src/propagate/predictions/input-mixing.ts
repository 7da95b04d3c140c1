import type { InputData } from '@widthwise/network';

/** Entries of like size that an input must have: layer 1 then has 1/64 of the excess kurtosis of one weight. */
const FEWEST = 64;

/**
 * Whether weights that are independent but not Gaussian make Gaussian preactivations in layer 1, whatever the width: a neuron there adds
 * n₀ weights, and theory of infinite width takes n₀ for infinite too.
 *
 * @param inputs - of the cell.
 * @returns true if (Σ x²)²/Σ x⁴ is at least 64 for every input that is not zero.
 */
export function isMixing({ count, dimension, vectors }: InputData): boolean {
  return Array.from({ length: count }, (_, a) => vectors.subarray(a * dimension, (a + 1) * dimension)).every(
    (x) => {
      const [second, fourth] = [2, 4].map((p) => x.reduce((sum, value) => sum + value ** p, 0));
      return (second ?? 0) ** 2 >= FEWEST * (fourth ?? 0);
    },
  );
}
