import type { InputData } from '@widthwise/network';
import { firstKernel, kernelMatrix, nngpStep, truncatedGain } from '@widthwise/theory';
import { isIdentity, type TiedSetting } from './theory.ts';

/** Pairs times iterations beyond which overlaps are not predicted: a few seconds of one core. */
const MOST_PAIR_STEPS = 5_000;
const SETTLED = 1e-12;

interface OverlapPrediction {
  /** One-based, inputA < inputB. */
  readonly inputA: number;
  readonly inputB: number;
  readonly value: number;
}

/** The matrix after T iterations of K ← σ² E[φ(h_a) φ(h_b)] + x_a·x_b/n₀, h ~ N(0, K), from K = x_a·x_b/n₀. */
function iteratedKernel(
  { activation, sigma, iterations }: Omit<TiedSetting, 'inputVariance'>,
  { overlaps }: InputData,
): Float64Array | undefined {
  let kernel: Float64Array = overlaps;
  for (let step = 0; step < iterations; step += 1) {
    const layer = firstKernel({ sigmaW: 1, sigmaB: 0 }, kernel);
    const image = kernelMatrix(nngpStep(activation, { sigmaW: sigma, sigmaB: 0 }, layer));
    const next = image.map((value, at) => value + overlaps[at]!);
    if (!next.every(Number.isFinite)) return undefined;
    const isSettled = next.every((value, at) => Math.abs(value - kernel[at]!) <= SETTLED * Math.abs(value));
    kernel = next;
    if (isSettled) break;
  }
  return kernel;
}

/**
 * Overlaps of pairs of inputs after T iterations, at infinite width.
 *
 * @param setting - with family iid for untied weights.
 * @param inputs - of the cell.
 * @returns one value a pair; none for symmetric weights unless φ(z) = z, when they are x_a·x_b/n₀ times the gain, and none
 * where pairs are very many.
 */
export function overlapPredictions(
  setting: Omit<TiedSetting, 'inputVariance'>,
  inputs: InputData,
): readonly OverlapPrediction[] {
  const { activation, family, sigma, iterations } = setting;
  const { count, overlaps } = inputs;
  const pairs = (count * (count - 1)) / 2;
  const valuesOf = (matrix: Float64Array, factor: number): readonly OverlapPrediction[] =>
    Array.from({ length: count * count }, (_, at) => ({
      inputA: Math.floor(at / count) + 1,
      inputB: (at % count) + 1,
      value: factor * matrix[at]!,
    })).filter(({ inputA, inputB }) => inputA < inputB);
  if (isIdentity(activation)) return valuesOf(overlaps, truncatedGain(family, sigma, iterations));
  if (family === 'goe' || pairs === 0 || pairs * iterations > MOST_PAIR_STEPS) return [];
  const kernel = iteratedKernel(setting, inputs);
  return kernel === undefined ? [] : valuesOf(kernel, 1);
}
