import type { Architecture, InputParameters } from '@widthwise/network';

export type Sampler = 'gram' | 'dense';

/** Parameters of experiment `propagate`: random networks, inputs pushed forward, every layer recorded. */
export interface PropagateParameters {
  readonly network: Architecture;
  readonly inputs: InputParameters;
  readonly sampler: Sampler;
}
