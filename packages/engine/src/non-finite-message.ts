import type { Experiment, ExperimentParameters } from '@widthwise/experiments';

/** Which layer of which network left the floating-point range. */
export interface NonFinitePlace {
  readonly cellId: string;
  readonly network: number;
  /** One-based; of experiment `equilibrium`, the iteration. */
  readonly layer: number;
  readonly stage: Experiment<ExperimentParameters>['stage'];
}

/**
 * The stored message of a network that left the floating-point range.
 *
 * @param parameters - of the cell.
 * @param place - cell, network and layer.
 * @returns one line: code, where, what, and what to do.
 */
export function nonFiniteMessage(parameters: ExperimentParameters, place: NonFinitePlace): string {
  const { activation, width, sigmaW, sigmaB } = parameters.network;
  const cell = `cell ${place.cellId.slice(0, 8)}, network ${place.network}`;
  const network = `${activation}, width ${width}, sigmaW ${sigmaW}, sigmaB ${sigmaB}`;
  return (
    `NUMERICAL_NONFINITE: a preactivation of ${place.stage} ${place.layer} is not finite (${cell}; ${network}). ` +
    'The length has left the floating-point range. Lower depth or sigmaW.'
  );
}
