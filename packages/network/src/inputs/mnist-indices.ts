import type { MnistSplit } from './input-data.ts';
import type { ParametersByEnsemble } from './input-ensemble.ts';

/** Pixels of an MNIST image. */
export const PIXELS = 784;

/**
 * The images that an MNIST ensemble names: its indices, or the first image of each of its classes.
 *
 * @param parameters - exactly one of `indices` and `classes` is given.
 * @param data - the split they refer to.
 * @returns zero-based image indices, in the order asked for.
 * @throws RangeError if an index or class is not in the split, or not exactly one of the two is given.
 */
export function mnistIndices(parameters: ParametersByEnsemble['mnist'], data: MnistSplit): readonly number[] {
  const { indices, classes, split } = parameters;
  if ((indices === undefined) === (classes === undefined)) {
    throw new RangeError('SPEC_RANGE: inputs must give exactly one of indices and classes for mnist.');
  }
  const images = data.labels.length;
  if (indices !== undefined) {
    for (const index of indices) {
      if (!Number.isSafeInteger(index) || index < 0 || index >= images) {
        throw new RangeError(
          `SPEC_RANGE: inputs.indices must lie in 0…${images - 1} for split ${split}, got ${index}.`,
        );
      }
    }
    return indices;
  }
  return (classes ?? []).map((digit) => {
    const index = data.labels.indexOf(digit);
    if (index < 0) throw new RangeError(`SPEC_RANGE: inputs.classes must be digits 0…9, got ${digit}.`);
    return index;
  });
}
