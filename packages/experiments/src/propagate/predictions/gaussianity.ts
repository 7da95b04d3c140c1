import { homogeneousRelativeVariance } from '@widthwise/theory';
import type { TheoryContext } from './context.ts';
import type { PredictionList } from './list.ts';

/** Level of the probe's tests within one network, whose null hypothesis holds at initialization. */
const LEVEL = 0.05;
/** Neurons below which the level is not known to 0.001. */
const FEWEST_NEURONS = 20;

/**
 * Kurtosis from the fluctuation of the conditional kernel, 3 Var K/(E K)², and what symmetry or conditional
 * Gaussianity fix: no skewness, no difference between the two estimators of kurtosis, rejections at the level
 * of the tests.
 *
 * @param context - theory of the cell.
 * @param list - receives the predictions.
 * @param probedInputs - P ≥ 1.
 */
export function predictGaussianity(context: TheoryContext, list: PredictionList, probedInputs: number): void {
  for (let a = 0; a < probedInputs; a += 1) predictKurtosis(context, a, list);
  if (context.width < FEWEST_NEURONS || !((context.layers[0]?.lengths[0] ?? 0) > 0)) return;
  for (let layer = 1; layer <= context.layers.length; layer += 1) {
    list.add('exact', { quantity: 'jarque-bera-conditional-rejection', layer, inputA: 1 }, LEVEL);
    list.add('exact', { quantity: 'anderson-darling-conditional-rejection', layer, inputA: 1 }, LEVEL);
  }
}

function predictKurtosis(context: TheoryContext, a: number, list: PredictionList): void {
  const kurtosis = kurtosisOf(context, a);
  context.layers.forEach(({ lengths }, index) => {
    if (!((lengths[a] ?? 0) > 0)) return;
    const keyed = (quantity: string) => ({ quantity, layer: index + 1, inputA: a + 1 });
    list.add('exact', keyed('excess-kurtosis-difference'), 0);
    list.add('exact', keyed('skewness'), 0);
    // Given layer 1, whose kernel does not fluctuate, the kernel of layer 2 is a mean of N independent terms.
    const theory =
      context.activation.homogeneousVariance !== undefined || index < 2 ? 'exact' : 'first-order';
    list.add(theory, keyed('excess-kurtosis'), kurtosis[index]);
    list.add(theory, keyed('excess-kurtosis-conditional'), kurtosis[index]);
  });
}

function kurtosisOf(context: TheoryContext, a: number): ArrayLike<number> {
  const { activation, scales, width, layers } = context;
  const firstLength = layers[0]?.lengths[a] ?? 0;
  if (!(firstLength > 0)) return [];
  if (activation.homogeneousVariance === undefined) {
    return context.lengths(a).map(({ length, variance }) => (3 * variance) / (width * length * length));
  }
  const options = { firstLength, width, depth: layers.length };
  return homogeneousRelativeVariance(activation, scales, options).map((relative) => 3 * relative);
}
