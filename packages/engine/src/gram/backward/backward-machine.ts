import type { Architecture } from '@widthwise/network';
import type { StreamKey } from '@widthwise/random';
import type { ActivationForm } from '../activation-forms.ts';
import type { StoredLayer } from '../stored-layer.ts';

/** What is fixed for all networks of a block. */
export interface BackwardProblem {
  readonly key: StreamKey;
  /** Neurons of layers 1 … L. */
  readonly widths: readonly number[];
  /** Number Q of inputs, the first, whose tangent kernel is wanted. */
  readonly signalInputs: number;
  readonly form: ActivationForm;
  /** μ, 0 for none. */
  readonly skip: number;
  readonly normalization: Architecture['normalization'];
}

/** Signals go from layer `layer`, one-based and above 1, to the one below. */
export interface BackwardStep {
  readonly network: number;
  readonly layer: number;
  readonly above: StoredLayer;
  readonly below: StoredLayer;
  /** σ of a weight into layer `layer`: σ_w/√n in the standard parameterization. */
  readonly weightDeviation: number;
  /** σ of its biases. */
  readonly biasDeviation: number;
}

/**
 * Carries the gradient signals δ^l_ia = ∂h^L_1/∂h^l_i (x_a) of the network that has gone forward last, from layer L down; the compiled kernel
 * and the reference in TypeScript are two such machines, equal to the bit. Matrices are lower triangles by columns: entry (i, j), i ≥ j, at
 * j · stride + i.
 */
export interface BackwardMachine {
  readonly stride: number;
  /** Out: Σ_i δ_ia δ_ib in the layer that a step has reached. */
  readonly signalGram: Float64Array;
  /** One layer down. A step from layer L begins with δ = 1 at neuron 1 and 0 elsewhere. */
  step(step: BackwardStep): void;
}
