import { type Architecture, type InputParameters, resolveInputs } from '@widthwise/network';
import type { Prediction } from '../experiment.ts';
import { equilibrium } from './index.ts';
import type { EquilibriumParameters } from './parameters.ts';

export const probe = { name: 'equilibrium', version: 1, options: {} } as const;

/** A cell: linear, N = 100, 400 iterations at most, one input of entries N(0, 1). */
export const cellWith = (
  network: Partial<Architecture> = {},
  inputs: InputParameters = { ensemble: 'constant', squaredNorm: 1 },
): EquilibriumParameters => ({
  network: { activation: 'linear', width: 100, depth: 400, sigmaW: 0.6, sigmaB: 0, ...network },
  inputs,
  sampler: 'gram',
});

export function predictionsOf(parameters: EquilibriumParameters): readonly Prediction[] {
  const inputs = resolveInputs(parameters.inputs, [1, 2], () => {
    throw new Error('these inputs need no images');
  });
  return equilibrium.predict(parameters, inputs, [probe]);
}

/** The one prediction of a quantity, of input 1 or its pair with input 2. */
export function predicted(
  predictions: readonly Prediction[],
  quantity: string,
  theory: Prediction['theory'] = 'infinite-width',
  step?: number,
): number | undefined {
  const found = predictions.filter(
    (one) =>
      one.quantity === quantity && one.theory === theory && one.step === step && (one.inputA ?? 1) === 1,
  );
  if (found.length > 1) throw new Error(`${found.length} predictions of ${quantity}`);
  return found[0]?.value;
}
