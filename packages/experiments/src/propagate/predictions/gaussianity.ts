import { homogeneousRelativeVariance, widthSteps } from '@widthwise/theory';
import type { TheoryContext } from './context.ts';
import type { PredictionList } from './list.ts';
import type { PredictorRequest } from './request.ts';

/** Level of the probe's tests within one network, whose null hypothesis holds at initialization. */
const LEVEL = 0.05;
/** Neurons below which the level is not known to 0.001. */
const FEWEST_NEURONS = 20;

/**
 * Kurtosis from the fluctuation of the conditional kernel, 3 Var K/(E K)², and what symmetry or conditional
 * Gaussianity fix: no skewness, no difference between the two estimators of kurtosis, rejections at the level
 * of the tests. At infinite width there is no kurtosis.
 *
 * @param context - theory of the cell.
 * @param list - receives the predictions.
 * @param request - number of probed inputs.
 */
export function predictGaussianity(
  context: TheoryContext,
  list: PredictionList,
  { features: { probedInputs } }: PredictorRequest,
): void {
  for (let a = 0; a < probedInputs; a += 1) predictKurtosis(context, a, list);
  if (!context.isConditionallyGaussian || !((context.layers[0]?.lengths[0] ?? 0) > 0)) return;
  for (let layer = 1; layer <= context.layers.length; layer += 1) {
    if ((context.law.widths[layer - 1] ?? 0) < FEWEST_NEURONS) continue;
    list.add('exact', { quantity: 'jarque-bera-conditional-rejection', layer, inputA: 1 }, LEVEL);
    list.add('exact', { quantity: 'anderson-darling-conditional-rejection', layer, inputA: 1 }, LEVEL);
  }
}

function predictKurtosis(context: TheoryContext, a: number, list: PredictionList): void {
  const kurtosis = kurtosisOf(context, a);
  context.layers.forEach(({ lengths }, index) => {
    if (!((lengths[a] ?? 0) > 0)) return;
    const keyed = (quantity: string) => ({ quantity, layer: index + 1, inputA: a + 1 });
    // With W and b their opposites are as likely, given the layer before; a skip keeps the sign of what it carries.
    if (!context.hasSkip) list.add('exact', keyed('skewness'), 0);
    list.add('infinite-width', keyed('excess-kurtosis'), 0);
    if (!context.isConditionallyGaussian) return;
    list.add('infinite-width', keyed('excess-kurtosis-conditional'), 0);
    list.add('exact', keyed('excess-kurtosis-difference'), 0);
    const theory = context.hasExactVariance(index) ? 'exact' : 'first-order';
    list.add(theory, keyed('excess-kurtosis'), kurtosis[index]);
    list.add(theory, keyed('excess-kurtosis-conditional'), kurtosis[index]);
  });
}

function kurtosisOf(context: TheoryContext, a: number): ArrayLike<number> {
  const { activation, law, width, layers, isPlain } = context;
  const firstLength = layers[0]?.lengths[a] ?? 0;
  if (!(firstLength > 0)) return [];
  if (isPlain && activation.homogeneousVariance !== undefined) {
    return homogeneousRelativeVariance(activation, widthSteps(law), { firstLength, width }).map(
      (relative) => 3 * relative,
    );
  }
  return context.lengths(a).map(({ length, variance }) => (3 * variance) / (width * length * length));
}
