import { type Architecture, layerScalings, layerWidths } from '@widthwise/network';
import type { ResidualBlock } from './block.ts';
import type { Scales } from './scales.ts';

/** What a layer's parameters add to the tangent kernel per unit of E[y_a y_b] and per bias. */
export interface GradientScales {
  readonly weight: number;
  readonly bias: number;
}

/** How kernels pass through a network, layer by layer. */
export interface NetworkLaw {
  /** Of layer 1, which has neither skip nor normalization. */
  readonly first: Scales;
  /** To layers 2…L; [L − 1]. */
  readonly blocks: readonly ResidualBlock[];
  /** N_1 … N_L. */
  readonly widths: readonly number[];
  /** Of layers 1…L. */
  readonly gradients: readonly GradientScales[];
}

/**
 * An architecture as theory sees it: scales, skips and normalizations of every layer in the order in which they act.
 *
 * @param architecture - widths, scales, skip, normalization and parameterization; the law of the weights does not enter.
 * @param inputDimension - n₀.
 * @returns σ_w² = fan-in · Var W_ij of every layer, which is σ_w² everywhere but in a μP output, σ_w²/N; gradient scales are fan-in times
 * the weights' and the biases'.
 * @throws RangeError if `widthFactors` has another length than the depth.
 */
export function networkLaw(architecture: Architecture, inputDimension: number): NetworkLaw {
  const { sigmaW, sigmaB, skip = 0, normalization = 'none' } = architecture;
  const widths = layerWidths(architecture);
  const scalings = layerScalings(architecture, inputDimension);
  const fanIns = widths.map((_, layer) => widths[layer - 1] ?? inputDimension);
  const scaleOf = (layer: number): number =>
    effectiveScale(sigmaW, (scalings[layer]?.weightVariance ?? 0) * (fanIns[layer] ?? 0));
  return {
    first: { sigmaW: scaleOf(0), sigmaB },
    blocks: widths.slice(1).map((_, index) => ({ sigmaW: scaleOf(index + 1), sigmaB, skip, normalization })),
    widths,
    gradients: scalings.map(({ weightGradient, biasGradient }, layer) => ({
      weight: weightGradient * (fanIns[layer] ?? 0),
      bias: biasGradient,
    })),
  };
}

/** √(fan-in · Var W_ij), which is σ_w itself, to the bit, where it is σ_w up to rounding. */
function effectiveScale(sigmaW: number, variance: number): number {
  const ratio = variance / (sigmaW * sigmaW);
  return Math.abs(ratio - 1) <= 4 * Number.EPSILON ? sigmaW : sigmaW * Math.sqrt(ratio);
}

/** What leads from one layer of a network without skip and normalization to the next, at finite width. */
export interface WidthStep extends Scales {
  /** N/N_l: the layer's noise, as a multiple of that of N neurons. */
  readonly share: number;
}

/**
 * @param law - without skips and normalization.
 * @returns the steps to layers 2…L, with N = N_1; [L − 1].
 * @throws RangeError if a block has a skip or normalization.
 */
export const widthSteps = ({ blocks, widths }: NetworkLaw): readonly WidthStep[] =>
  blocks.map(({ sigmaW, sigmaB, skip, normalization }, index) => {
    if (skip !== 0 || normalization !== 'none') {
      throw new RangeError(
        'corrections of first order are known without skip connections and normalization.',
      );
    }
    return { sigmaW, sigmaB, share: (widths[0] ?? 1) / (widths[index] ?? 1) };
  });

/**
 * @param scales - σ_w and σ_b of every layer.
 * @param depth - number L of layers.
 * @returns the steps of a network whose layers have one width; [L − 1].
 */
export const uniformSteps = ({ sigmaW, sigmaB }: Scales, depth: number): readonly WidthStep[] =>
  Array.from({ length: depth - 1 }, () => ({ sigmaW, sigmaB, share: 1 }));
