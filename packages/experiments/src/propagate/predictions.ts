import type { InputData } from '@widthwise/network';
import type { ProbeSelection } from '@widthwise/probes';
import type { Prediction } from '../experiment.ts';
import type { PropagateParameters } from './parameters.ts';

export function predict(
  _parameters: PropagateParameters,
  _inputs: InputData,
  _probes: readonly ProbeSelection[],
): readonly Prediction[] {
  return [];
}
