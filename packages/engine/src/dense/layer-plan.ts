import { type Architecture, layerScalings, layerWidths, resolveWeights } from '@widthwise/network';

/** What the sampler needs to know of one layer before any number is drawn. */
export interface DenseLayer {
  /** One-based. */
  readonly layer: number;
  readonly fanIn: number;
  readonly width: number;
  /** W = factor · M with M as drawn: i.i.d. entries of unit variance, or orthonormal rows or columns. */
  readonly factor: number;
  /** Var W_ij · fanIn. */
  readonly weightPower: number;
  readonly weightGradient: number;
  readonly biasGradient: number;
}

/**
 * Layers of an architecture.
 *
 * @param architecture - of the cell.
 * @param inputDimension - n₀.
 * @returns layers 1…L.
 * @throws UnknownNameError if the law of the weights is not registered; RangeError if it lacks its shape, or if a skip connection joins
 * layers of different widths.
 */
export function layersOf(architecture: Architecture, inputDimension: number): readonly DenseLayer[] {
  const { sigmaW, skip } = architecture;
  const { isIndependent } = resolveWeights(architecture);
  const widths = layerWidths(architecture);
  if (skip !== undefined && widths.some((width) => width !== widths[0]))
    throw new RangeError(`a skip connection needs layers of one width, got ${widths.join()}.`);
  return layerScalings(architecture, inputDimension).map((scaling, index) => {
    const { weightVariance, weightGradient, biasGradient } = scaling;
    const fanIn = widths[index - 1] ?? inputDimension;
    const width = widths[index] ?? Number.NaN;
    // σ_w² and σ_w/√n where that is what they are: products and roots of σ_w²/n round otherwise.
    const isPlain = weightVariance === sigmaW ** 2 / fanIn;
    const deviation = isPlain ? sigmaW / Math.sqrt(fanIn) : Math.sqrt(weightVariance);
    return {
      layer: index + 1,
      fanIn,
      width,
      // An entry of a Haar orthogonal matrix of size m has variance 1/m.
      factor: isIndependent ? deviation : deviation * Math.sqrt(Math.max(fanIn, width)),
      weightPower: isPlain ? sigmaW * sigmaW : weightVariance * fanIn,
      weightGradient,
      biasGradient,
    };
  });
}
