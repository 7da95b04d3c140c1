import {
  homogeneousLogGain,
  jacobianDepthScale,
  jacobianGain,
  jacobianGainFirstOrder,
  jacobianLogGainFirstOrder,
  widthSteps,
} from '@widthwise/theory';
import type { TheoryContext } from './context.ts';
import type { PredictionList } from './list.ts';
import type { PredictorRequest } from './request.ts';

/** Logarithms below this are zero to rounding: norms then follow a power of depth. */
const CRITICAL = 1e-10;

/**
 * Averaged partial Jacobian norms from every start layer, their mean logarithms, and the gains that one layer expects of the next.
 * Norms and gains of a homogeneous φ are exact at every width, its slopes being fair coins whatever the sizes are.
 *
 * @param context - theory of the cell.
 * @param list - receives the predictions.
 * @param request - start layers and probed inputs.
 */
export function predictPartialJacobian(
  context: TheoryContext,
  list: PredictionList,
  { features }: PredictorRequest,
): void {
  for (const start of features.tangents?.starts ?? []) {
    predictNorms(context, start, list);
    predictLogNorms(context, start, list);
  }
  for (let a = 0; a < features.probedInputs; a += 1) {
    predictGains(context, a, list);
    predictDepthScale(context, a, list);
  }
}

function predictNorms(context: TheoryContext, start: number, list: PredictionList): void {
  const { activation, law, layers } = context;
  if (start <= layers.length && (layers[0]?.lengths[0] ?? 0) > 0) {
    const key = { layer: start, step: start, inputA: 1 };
    list.add('exact', { quantity: 'apjn', ...key }, 1);
    list.add('exact', { quantity: 'apjn-log', ...key }, 0);
  }
  let norm = 1;
  for (let layer = start + 1; layer <= layers.length; layer += 1) {
    const block = law.blocks[layer - 2];
    const length = layers[layer - 2]?.lengths[0] ?? 0;
    if (block === undefined || !(length > 0)) return;
    norm *= jacobianGain(activation, block, length);
    const key = { layer, step: start, inputA: 1 };
    list.add('infinite-width', { quantity: 'apjn', ...key }, norm);
    list.add('infinite-width', { quantity: 'apjn-log', ...key }, Math.log(norm));
    if (context.hasFairSlopes) list.add('exact', { quantity: 'apjn', ...key }, norm);
  }
}

function predictLogNorms(context: TheoryContext, start: number, list: PredictionList): void {
  const { activation, width, layers, law } = context;
  if (!(context.hasFairSlopes && context.isConditionallyGaussian && (layers[0]?.lengths[0] ?? 0) > 0)) return;
  const steps = widthSteps(law);
  let sum = 0;
  for (let layer = start + 1; layer <= layers.length; layer += 1) {
    const step = steps[layer - 2];
    if (step === undefined) return;
    sum += homogeneousLogGain(activation, step, { nextShare: width / (law.widths[layer - 1] ?? 0), width });
    list.add('first-order', { quantity: 'apjn-log', layer, step: start, inputA: 1 }, sum);
  }
}

function predictGains(context: TheoryContext, a: number, list: PredictionList): void {
  const { activation, block, width, layers } = context;
  const fluctuations = context.isPlain ? context.lengths(a) : [];
  layers.forEach(({ lengths }, index) => {
    const length = lengths[a] ?? 0;
    if (!(length > 0)) return;
    const key = { quantity: 'jacobian-gain', layer: index + 1, inputA: a + 1 };
    const gain = jacobianGain(activation, block, length);
    list.add('infinite-width', key, gain);
    const layer = fluctuations[index];
    if (context.hasFairSlopes || (index === 0 && context.hasExactOverlap(1))) list.add('exact', key, gain);
    else if (layer) {
      list.add('first-order', key, jacobianGainFirstOrder(activation, block.sigmaW, { layer, width }));
    }
  });
}

/** ξ = 1/|m|, m the mean over all layers of ln gain. */
function predictDepthScale(context: TheoryContext, a: number, list: PredictionList): void {
  const { activation, block, law, width, layers } = context;
  const depth = law.widths.length;
  if (layers.length < depth || !layers.every(({ lengths }) => (lengths[a] ?? 0) > 0)) return;
  const key = { quantity: 'jacobian-depth-scale', inputA: a + 1 };
  const add = (theory: 'infinite-width' | 'first-order', logs: readonly number[]): void => {
    const mean = logs.reduce((sum, log) => sum + log, 0) / depth;
    if (Math.abs(mean) > CRITICAL) list.add(theory, key, jacobianDepthScale(Math.exp(mean)));
  };
  add(
    'infinite-width',
    layers.map(({ lengths }) => Math.log(jacobianGain(activation, block, lengths[a] ?? 0))),
  );
  const fluctuations = context.isPlain ? context.lengths(a) : [];
  if (fluctuations.length < depth) return;
  const logs = fluctuations.map((layer, index) => {
    const share = width / (law.widths[index] ?? width);
    return jacobianLogGainFirstOrder(activation, block.sigmaW, { layer, width, share });
  });
  add('first-order', logs);
}
