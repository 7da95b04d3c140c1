import { decorrelationOf, overlapOf, pairCorrection, pairFrame, pairOf } from '@widthwise/theory';
import type { TheoryContext } from './context.ts';
import type { PredictionList } from './list.ts';

/**
 * Decorrelations below this are not predicted: a stored 1 − c comes from lengths of order one in float64 or
 * less.
 */
const RESOLVED = 1e-11;

/**
 * Lengths, overlaps, correlations and decorrelations. Layers 1 and 2 have their infinite-width means at every
 * width, since the kernel of layer 1 does not fluctuate; so have all lengths of a homogeneous φ and of normalized postactivations.
 *
 * @param context - theory of the cell.
 * @param list - receives the predictions.
 */
export function predictOverlaps(context: TheoryContext, list: PredictionList): void {
  for (let a = 0; a < context.inputs; a += 1) {
    predictLength(context, a, list);
    if (!context.hasPairs) continue;
    for (let b = a + 1; b < context.inputs; b += 1) predictPair(context, a, b, list);
  }
}

function predictLength(context: TheoryContext, a: number, list: PredictionList): void {
  const fluctuations = context.lengths(a);
  context.layers.forEach(({ lengths }, index) => {
    const key = { quantity: 'length', layer: index + 1, inputA: a + 1 };
    const length = lengths[a];
    list.add('infinite-width', key, length);
    const fluctuation = fluctuations[index];
    if (context.hasExactLength(index)) list.add('exact', key, length);
    else if (fluctuation)
      list.add('first-order', key, positive(fluctuation.length + fluctuation.shift / context.width));
  });
}

const positive = (value: number): number | undefined => (value > 0 ? value : undefined);

/** Means of one pair's kernel entries; Δ = E(z_a − z_b)². */
interface PairMeans {
  readonly lengthA: number;
  readonly lengthB: number;
  readonly overlap: number;
  readonly difference: number;
}

function predictPair(context: TheoryContext, a: number, b: number, list: PredictionList): void {
  context.layers.forEach((layer, index) => {
    const key = { layer: index + 1, inputA: a + 1, inputB: b + 1 };
    const kernel = pairOf(layer, a, b);
    if (!(kernel.lengthA > 0 && kernel.lengthB > 0)) return;
    const overlap = overlapOf(kernel);
    const isResolved = kernel.decorrelation >= RESOLVED;
    const add = (
      theory: 'infinite-width' | 'first-order' | 'exact',
      q: number,
      decorrelation: number,
    ): void => {
      list.add(theory, { quantity: 'overlap', ...key }, q);
      if (!isResolved) return;
      list.add(theory, { quantity: 'correlation', ...key }, 1 - decorrelation);
      list.add(theory, { quantity: 'decorrelation', ...key }, decorrelation);
    };
    add('infinite-width', overlap, kernel.decorrelation);
    if (context.hasExactOverlap(index)) {
      add('exact', overlap, kernel.decorrelation);
      return;
    }
    const means = pairMeans(context, a, b, index);
    if (means === undefined) return;
    const { lengthA, lengthB, difference } = means;
    if (lengthA > 0 && lengthB > 0)
      add('first-order', means.overlap, decorrelationOf(lengthA, lengthB, difference));
  });
}

function pairMeans(context: TheoryContext, a: number, b: number, index: number): PairMeans | undefined {
  const { width } = context;
  const state = context.pair(a, b)[index];
  if (state === undefined) return undefined;
  const { kernel } = state;
  const { shift, differenceShift } = pairCorrection(state);
  const overlap = overlapOf(kernel);
  return {
    lengthA: kernel.lengthA + shift[0]! / width,
    lengthB: kernel.lengthB + shift[2]! / width,
    overlap: overlap + shift[1]! / width,
    difference: pairFrame(kernel).difference + differenceShift / width,
  };
}
