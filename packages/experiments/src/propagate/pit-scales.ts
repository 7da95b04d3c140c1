import type { Activation, Architecture, InputData } from '@widthwise/network';
import { networkLaw, networkLengths } from '@widthwise/theory';

/**
 * Standard deviations by which probability integral transforms divide z: √q of infinite width, per layer and
 * probed input.
 *
 * @param architecture - widths, scales, skip and normalization.
 * @param activation - φ of the architecture.
 * @param inputs - of the cell.
 * @param probedInputs - P, the first so many inputs.
 * @returns scales > 0, [L][P]. Where the length is zero every z is zero too and the scale is 1; it is
 * Infinity where the length has left float64, as every network has.
 */
export function pitScales(
  architecture: Architecture,
  activation: Activation,
  inputs: InputData,
  probedInputs: number,
): Float64Array {
  const { depth } = architecture;
  const law = networkLaw(architecture, inputs.dimension);
  const scales = new Float64Array(depth * probedInputs);
  for (let a = 0; a < probedInputs; a += 1) {
    const squaredNorm = inputs.overlaps[a * inputs.count + a] ?? 0;
    networkLengths(activation, law, squaredNorm).forEach((q, layer) => {
      scales[layer * probedInputs + a] = q > 0 ? Math.sqrt(q) : 1;
    });
  }
  return scales;
}
