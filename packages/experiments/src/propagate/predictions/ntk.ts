import {
  homogeneousNtkMoments,
  homogeneousNtkMomentsOneHidden,
  tangentContributions,
} from '@widthwise/theory';
import type { TheoryContext } from './context.ts';
import type { PredictionList } from './list.ts';
import type { PredictorRequest } from './request.ts';

/**
 * Empirical tangent kernel of neuron 1 of the last layer: in total, by layers, and its variance over networks. With at most one hidden
 * layer the means are exact at every width, and so are those of the diagonal for a homogeneous φ, whose variance is exact too.
 *
 * @param context - theory of the cell.
 * @param list - receives the predictions.
 * @param request - number of inputs.
 */
export function predictNtk(
  context: TheoryContext,
  list: PredictionList,
  { features }: PredictorRequest,
): void {
  const { law, shallow, layers } = context;
  const depth = law.widths.length;
  if (layers.length < depth || shallow.blocks.length < law.blocks.length) return;
  const count = Math.min(features.ntkInputs ?? 0, context.inputs);
  const overlaps = Float64Array.from(
    { length: count * count },
    (_, at) => context.overlaps[Math.floor(at / count) * context.inputs + (at % count)] ?? 0,
  );
  const contributions = tangentContributions(context.activation, law, overlaps);
  if (contributions === undefined) return;
  for (let a = 0; a < count; a += 1) {
    for (let b = a; b < count; b += 1) {
      const at = a * count + b;
      const inputs = { inputA: a + 1, inputB: b + 1 };
      const isExact =
        (a === b && context.hasFairSlopes) || (depth <= 2 && context.hasExactOverlap(depth - 1));
      const add = (quantity: string, layer: number, value: number | undefined): void => {
        list.add('infinite-width', { quantity, layer, ...inputs }, value);
        if (isExact) list.add('exact', { quantity, layer, ...inputs }, value);
      };
      contributions.forEach((kernel, index) => {
        add('ntk-contribution', index + 1, kernel[at]);
      });
      add(
        'ntk',
        depth,
        contributions.reduce((sum, kernel) => sum + (kernel[at] ?? Number.NaN), 0),
      );
      const key = { quantity: 'ntk-variance', layer: depth, ...inputs };
      list.add('exact', key, exactVariance(context, overlaps, a, b));
    }
  }
}

function exactVariance(
  { activation, law, isConditionallyGaussian, hasFairSlopes }: TheoryContext,
  overlaps: Float64Array,
  a: number,
  b: number,
): number | undefined {
  const count = Math.sqrt(overlaps.length);
  const [aa, bb, ab] = [overlaps[a * count + a]!, overlaps[b * count + b]!, overlaps[a * count + b]!];
  if (law.widths.length === 1) return 0;
  if (!(isConditionallyGaussian && hasFairSlopes && aa > 0 && bb > 0)) return undefined;
  if (a === b) return homogeneousNtkMoments(activation, law, aa).variance;
  if (law.widths.length > 2) return undefined;
  return homogeneousNtkMomentsOneHidden(activation, law, [aa, bb, ab]).variance;
}
