import { gaussianProductEdge, jacobianGain, layeredJacobianSpectrum } from '@widthwise/theory';
import type { TheoryContext } from './context.ts';
import type { PredictionList } from './list.ts';

/**
 * Singular values of ∂h^L/∂h^1 at input 1, for layers of one width: mean square, its relative variance, and the extremes of products of
 * weight matrices alone, which orthogonal ones have in common at every width.
 *
 * @param context - theory of the cell.
 * @param list - receives the predictions.
 */
export function predictJacobianSpectrum(context: TheoryContext, list: PredictionList): void {
  const { activation, law, layers, hasSkip, hasIndependentWeights } = context;
  const { blocks, widths } = law;
  const depth = widths.length;
  if (layers.length < depth || widths.some((width) => width !== widths[0])) return;
  const lengths = layers.map(({ lengths: [first = 0] }) => first);
  if (!lengths.every((q) => q > 0)) return;
  const keyed = (quantity: string) => ({ quantity, layer: depth, inputA: 1 });
  const mean = blocks.reduce(
    (product, block, index) => product * jacobianGain(activation, block, lengths[index] ?? 0),
    1,
  );
  list.add('infinite-width', keyed('squared-singular-value-mean'), mean);
  if (context.hasFairSlopes) list.add('exact', keyed('squared-singular-value-mean'), mean);
  if (hasSkip) return;
  const family = hasIndependentWeights ? 'gaussian' : 'orthogonal';
  const { relativeVariance } = layeredJacobianSpectrum(activation, { blocks, lengths, family });
  list.add('infinite-width', keyed('squared-singular-value-relative-variance'), relativeVariance);
  if (!(context.isPlain && activation.homogeneousVariance !== undefined)) return;
  if (activation.dphi(1) !== activation.dphi(-1)) return;
  if (family === 'orthogonal' || depth === 1) {
    list.add('exact', keyed('squared-singular-value-relative-variance'), 0);
    for (const extreme of ['largest', 'smallest']) {
      list.add('exact', keyed(`singular-value-${extreme}`), Math.sqrt(mean));
    }
    return;
  }
  const edge = Math.sqrt(mean * gaussianProductEdge(depth - 1));
  list.add('infinite-width', keyed('singular-value-largest'), edge);
  list.add('infinite-width', keyed('singular-value-smallest'), 0);
}
