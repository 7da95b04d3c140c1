import type { StreamKey } from '@widthwise/random';
import { UnknownNameError } from '../unknown-name.ts';
import { circle } from './circle.ts';
import { constant } from './constant.ts';
import { gaussian } from './gaussian.ts';
import type { InputData, InputParameters, MnistLoader } from './input-data.ts';
import type { InputEnsemble, ParametersByEnsemble } from './input-ensemble.ts';
import { mnist } from './mnist.ts';
import { overlaps } from './overlaps.ts';
import { pair } from './pair.ts';

type EnsembleName = InputParameters['ensemble'];
type Ensembles = { readonly [E in EnsembleName]: InputEnsemble<ParametersByEnsemble[E]> };

/** Every input ensemble, by stored name. */
export const inputEnsembles: Ensembles = Object.freeze({ circle, constant, gaussian, mnist, overlaps, pair });

function ensembleOf<E extends EnsembleName>(
  parameters: ParametersByEnsemble[E],
): InputEnsemble<ParametersByEnsemble[E]> {
  const name: E = parameters.ensemble;
  if (!Object.hasOwn(inputEnsembles, name)) {
    throw new UnknownNameError('input ensemble', name, Object.keys(inputEnsembles));
  }
  return inputEnsembles[name];
}

/**
 * Number B of inputs that the parameters describe.
 *
 * @param parameters - an input ensemble as in a spec.
 * @returns B ≥ 1.
 * @throws UnknownNameError if the ensemble is not registered.
 *
 * @example
 * inputCount({ ensemble: 'pair', correlation: 0.6, squaredNorm: 1 }); // => 2
 */
export const inputCount = (parameters: InputParameters): number => ensembleOf(parameters).count(parameters);

/**
 * Dimension n₀ of the inputs that the parameters describe.
 *
 * @param parameters - an input ensemble as in a spec.
 * @returns n₀ ≥ 1; B where only overlaps are prescribed.
 * @throws UnknownNameError if the ensemble is not registered.
 */
export const inputDimension = (parameters: InputParameters): number =>
  ensembleOf(parameters).dimension(parameters);

/**
 * The inputs of a cell.
 *
 * @param parameters - an input ensemble as in a spec.
 * @param key - random-number key of the cell; only ensembles that draw depend on it.
 * @param mnist - gives the bytes of an MNIST split; called only by ensembles that need them.
 * @returns vectors and overlaps x_a·x_b/n₀; a pure function of the arguments, bitwise.
 * @throws UnknownNameError if the ensemble is not registered; RangeError if a parameter lies outside its domain.
 */
export const resolveInputs = (parameters: InputParameters, key: StreamKey, mnist: MnistLoader): InputData =>
  ensembleOf(parameters).resolve(parameters, key, mnist);
