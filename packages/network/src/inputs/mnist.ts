import { companion } from './companion.ts';
import { requireCorrelation, requireSquaredNorm } from './domain.ts';
import { fromVectors } from './from-vectors.ts';
import type { InputEnsemble, ParametersByEnsemble } from './input-ensemble.ts';
import { mnistIndices, PIXELS } from './mnist-indices.ts';

type Parameters = ParametersByEnsemble['mnist'];

const imageCount = ({ indices, classes }: Parameters): number => (indices ?? classes ?? []).length;
const count = (parameters: Parameters): number =>
  imageCount(parameters) + (parameters.companion === undefined ? 0 : 1);

/** Factor from bytes to pixel values: 1/255, or whatever gives the image the prescribed |x|²/n₀. */
function scaleOf(bytes: Uint8Array, squaredNorm: number | undefined, index: number): number {
  if (squaredNorm === undefined) return 1 / 255;
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 1) sum += bytes[i]! * bytes[i]!;
  if (sum === 0)
    throw new RangeError(`SPEC_RANGE: inputs.squaredNorm cannot rescale image ${index}, which is blank.`);
  return Math.sqrt((squaredNorm * PIXELS) / sum);
}

/** MNIST images as 784 numbers, bytes/255 or at a prescribed length, with an optional companion of the first image. */
export const mnist: InputEnsemble<Parameters> = {
  count,
  dimension: () => PIXELS,
  resolve: (parameters, key, load) => {
    const { squaredNorm, companion: correlation } = parameters;
    if (squaredNorm !== undefined) requireSquaredNorm(squaredNorm);
    if (correlation !== undefined) requireCorrelation('inputs.companion', correlation);
    const data = load(parameters.split);
    const indices = mnistIndices(parameters, data);
    const total = count(parameters);
    if (indices.length === 0)
      throw new RangeError('SPEC_RANGE: inputs must name at least one image, got none.');
    const vectors = new Float64Array(total * PIXELS);
    indices.forEach((index, b) => {
      const bytes = data.images.subarray(index * PIXELS, (index + 1) * PIXELS);
      const scale = scaleOf(bytes, squaredNorm, index);
      for (let i = 0; i < PIXELS; i += 1) vectors[b * PIXELS + i] = bytes[i]! * scale;
    });
    if (correlation !== undefined) {
      vectors.set(companion(vectors.subarray(0, PIXELS), correlation, key, total - 1), (total - 1) * PIXELS);
    }
    return fromVectors(vectors, total, PIXELS);
  },
};
