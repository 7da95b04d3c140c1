import {
  entropyGapFirstOrder,
  entropyGapInfiniteWidth,
  isotropicDivergencesFirstOrder,
  isotropicDivergencesInfiniteWidth,
  type KernelLayer,
  kernelDivergences,
  meanMismatch,
  pairDivergenceCorrection,
  scalarDivergenceCorrection,
  widthSteps,
} from '@widthwise/theory';
import type { TheoryContext } from './context.ts';
import type { PredictionList } from './list.ts';
import type { PredictorRequest } from './request.ts';

/**
 * Decorrelations below this are not predicted: the probe's ridge of 1e-12 would show in its kernel
 * divergences.
 */
const RESOLVED = 1e-9;

/**
 * Relative entropies against layer 1, of layers of its width. At layer 1 all are zero by definition.
 *
 * @param context - theory of the cell.
 * @param list - receives the predictions.
 * @param request - number of probed inputs.
 */
export function predictRelativeEntropy(
  context: TheoryContext,
  list: PredictionList,
  { features: { probedInputs } }: PredictorRequest,
): void {
  predictPushforward(context, list);
  for (let a = 0; a < probedInputs; a += 1) predictIsotropic(context, a, list);
  predictKernel(context, probedInputs, list);
}

function predictPushforward(context: TheoryContext, list: PredictionList): void {
  const { activation, law, shallow, width, layers } = context;
  const firstLength = layers[0]?.lengths[0] ?? 0;
  if (!(firstLength > 0)) return;
  const options = { width, firstLength };
  const fluctuations = context.lengths(0);
  const mismatch =
    context.isPlain && fluctuations.length > 0
      ? meanMismatch(activation, widthSteps(shallow), firstLength)
      : new Float64Array(0);
  layers.forEach(({ lengths }, index) => {
    const keyed = (quantity: string) => ({ quantity, layer: index + 1, inputA: 1 });
    if (index === 0) {
      for (const quantity of ['relative-entropy', 'entropy-gap', 'entropy-mismatch'])
        list.add('exact', keyed(quantity), 0);
      return;
    }
    if (law.widths[index] !== width) return;
    const gap = entropyGapInfiniteWidth(lengths[0] ?? 0, options);
    list.add('infinite-width', keyed('relative-entropy'), gap);
    list.add('infinite-width', keyed('entropy-gap'), gap);
    const fluctuation = fluctuations[index];
    const corrected = fluctuation && entropyGapFirstOrder(fluctuation, options);
    list.add('first-order', keyed('entropy-gap'), corrected);
    const excess = mismatch[index];
    list.add('first-order', keyed('entropy-mismatch'), excess);
    if (corrected !== undefined && excess !== undefined) {
      list.add('first-order', keyed('relative-entropy'), corrected + excess);
    }
  });
}

function predictIsotropic(context: TheoryContext, a: number, list: PredictionList): void {
  const { law, width, layers } = context;
  const firstLength = layers[0]?.lengths[a] ?? 0;
  if (!(firstLength > 0)) return;
  const options = { width, firstLength };
  const fluctuations = context.lengths(a);
  let memory = 1;
  layers.forEach(({ lengths }, index) => {
    const add = (
      theory: 'infinite-width' | 'first-order' | 'exact',
      forward: number,
      reverse: number,
    ): void => {
      list.add(theory, { quantity: 'kl-isotropic-forward', layer: index + 1, inputA: a + 1 }, forward);
      list.add(theory, { quantity: 'kl-isotropic-reverse', layer: index + 1, inputA: a + 1 }, reverse);
    };
    if (index === 0) {
      add('exact', 0, 0);
      return;
    }
    const before = fluctuations[index - 1];
    if (before !== undefined) memory *= context.memory(index - 1, before.length);
    if (law.widths[index] !== width) return;
    const leading = isotropicDivergencesInfiniteWidth(lengths[a] ?? 0, options);
    add('infinite-width', leading.forward, leading.reverse);
    const fluctuation = fluctuations[index];
    if (fluctuation === undefined) return;
    const corrected = isotropicDivergencesFirstOrder(fluctuation, memory, options);
    add('first-order', corrected.forward, corrected.reverse);
  });
}

function predictKernel(context: TheoryContext, probedInputs: number, list: PredictionList): void {
  const { layers, law, width, hasPairs, inputs } = context;
  const [first] = layers;
  if (first === undefined || (probedInputs > 1 && !hasPairs)) return;
  const reference = leadingBlock(first, probedInputs, inputs);
  layers.forEach((layer, index) => {
    const add = (
      theory: 'infinite-width' | 'first-order' | 'exact',
      forward: number,
      reverse: number,
    ): void => {
      list.add(theory, { quantity: 'kl-kernel-forward', layer: index + 1 }, forward);
      list.add(theory, { quantity: 'kl-kernel-reverse', layer: index + 1 }, reverse);
    };
    const block = leadingBlock(layer, probedInputs, inputs);
    if (!isResolved(reference) || !isResolved(block)) return;
    if (index === 0) {
      add('exact', 0, 0);
      return;
    }
    if (law.widths[index] !== width) return;
    const leading = kernelDivergences(reference, block);
    if (leading === undefined) return;
    add('infinite-width', leading.forward, leading.reverse);
    const correction = kernelCorrection(context, probedInputs, index);
    if (correction === undefined) return;
    add(
      'first-order',
      leading.forward + correction.forward / width,
      leading.reverse + correction.reverse / width,
    );
  });
}

function kernelCorrection(context: TheoryContext, probedInputs: number, index: number) {
  if (probedInputs === 1) {
    const [first, layer] = [context.lengths(0)[0], context.lengths(0)[index]];
    return first && layer && scalarDivergenceCorrection(layer, first.length);
  }
  if (probedInputs > 2) return undefined;
  const [first, layer] = [context.pair(0, 1)[0], context.pair(0, 1)[index]];
  return first && layer && pairDivergenceCorrection(layer, first.kernel);
}

/** The first P of B inputs. */
function leadingBlock({ lengths, decorrelations }: KernelLayer, count: number, inputs: number): KernelLayer {
  const kept = Float64Array.from({ length: count * count }, (_, at) =>
    count === 1 ? 0 : (decorrelations[Math.floor(at / count) * inputs + (at % count)] ?? 0),
  );
  return { lengths: lengths.slice(0, count), decorrelations: kept };
}

/** No two inputs are one to within what the probe resolves. */
const isResolved = ({ lengths, decorrelations }: KernelLayer): boolean =>
  lengths.every((q) => q > 0) &&
  decorrelations.every((value, at) => at % (lengths.length + 1) === 0 || value >= RESOLVED);
