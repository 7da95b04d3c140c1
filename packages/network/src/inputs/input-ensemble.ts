import type { StreamKey } from '@widthwise/random';
import type { InputData, InputParameters, MnistLoader } from './input-data.ts';

/** Input ensembles by stored name, with the parameters each takes. */
export type ParametersByEnsemble = {
  readonly [E in InputParameters['ensemble']]: Extract<InputParameters, { readonly ensemble: E }>;
};

/** One way of choosing the inputs of a cell. */
export interface InputEnsemble<P extends InputParameters> {
  /** Number B of inputs. */
  count(parameters: P): number;
  /** Input dimension n₀. */
  dimension(parameters: P): number;
  /** The inputs themselves; a pure function of its arguments. */
  resolve(parameters: P, key: StreamKey, mnist: MnistLoader): InputData;
}
