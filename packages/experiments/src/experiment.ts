import type { InputData, MnistLoader } from '@widthwise/network';
import type { EstimateKey, Features, NetworkFeatures, ProbeSelection, ProbeShape } from '@widthwise/probes';
import type { Backend, NetworkVisitor, StreamKey } from './backend.ts';
import type { EquilibriumParameters } from './equilibrium/parameters.ts';
import type { PropagateParameters } from './propagate/parameters.ts';

/** A theoretical value at the same key as an estimate. */
export interface Prediction extends EstimateKey {
  readonly probe: string;
  /** 'infinite-width', 'first-order' (with the 1/N correction) or 'exact' (at this width). */
  readonly theory: 'infinite-width' | 'first-order' | 'exact';
  readonly value: number;
}

/** What a block of networks costs; nominal, for one core of a current machine. */
export interface Cost {
  readonly secondsPerNetwork: number;
  /** Peak resident memory of the compute child beyond its base. */
  readonly memoryBytes: number;
}

export interface RunRequest<P> {
  readonly key: StreamKey;
  readonly parameters: P;
  readonly inputs: InputData;
  readonly probes: readonly ProbeSelection[];
  readonly first: number;
  readonly count: number;
}

/** Parameters of whichever experiment a cell is of. They have one shape, but for keys that one of them alone has. */
export type ExperimentParameters = EquilibriumParameters | PropagateParameters;

/** One thing networks are put through. */
export interface Experiment<P, F extends Features = NetworkFeatures> {
  readonly name: string;
  /** Raised when the same parameters mean other numbers. */
  readonly version: number;
  /** What a network goes through one after another, and what `nonFiniteLayer` counts. */
  readonly stage: 'iteration' | 'layer';
  inputs(parameters: P, key: StreamKey, mnist: MnistLoader): InputData;
  shape(parameters: P): ProbeShape;
  cost(parameters: P, probes: readonly ProbeSelection[]): Cost;
  run(request: RunRequest<P>, backend: Backend, visit: NetworkVisitor<F>): Promise<void>;
  predict(parameters: P, inputs: InputData, probes: readonly ProbeSelection[]): readonly Prediction[];
}
