import type { Architecture } from './architecture.ts';
import { type LayerRole, type LayerScaling, parameterizations } from './parameterizations.ts';

/**
 * Neurons of every layer.
 *
 * @returns n_1 … n_L, positive integers.
 * @throws RangeError if `widthFactors` has another length than the depth.
 */
export function layerWidths({ width, depth, widthFactors, outputWidth }: Architecture): readonly number[] {
  if (widthFactors !== undefined && widthFactors.length !== depth)
    throw new RangeError(`widthFactors must have ${depth} numbers, one a layer, got ${widthFactors.length}`);
  return Array.from({ length: depth }, (_, layer) => {
    if (outputWidth !== undefined && layer === depth - 1) return outputWidth;
    const factor = widthFactors?.[layer];
    return factor === undefined ? width : Math.max(1, Math.round(factor * width));
  });
}

/**
 * Variances and gradient scales of every layer's parameters.
 *
 * @param inputDimension - n₀, fan-in of layer 1.
 * @returns one entry a layer, [L].
 */
export function layerScalings(architecture: Architecture, inputDimension: number): readonly LayerScaling[] {
  const { sigmaW, sigmaB, outputWidth, depth, parameterization = 'standard' } = architecture;
  const widths = layerWidths(architecture);
  return widths.map((fanOut, layer) => {
    const fanIn = widths[layer - 1] ?? inputDimension;
    const last: LayerRole = outputWidth !== undefined && layer === depth - 1 ? 'output' : 'hidden';
    const role = layer === 0 ? 'input' : last;
    return parameterizations[parameterization]({ role, fanIn, fanOut, sigmaW, sigmaB });
  });
}
