import type { StreamKey } from '@widthwise/random';
import type { ActivationForm } from './activation-forms.ts';
import type { PitGrid } from './pit-grid.ts';

/** What is fixed for all networks of a block. */
export interface GramProblem {
  readonly key: StreamKey;
  /** Neurons N of every layer, at least 1. */
  readonly width: number;
  /** Number B of inputs, at least 1. */
  readonly inputs: number;
  /** Columns injected at layer 1; they follow the inputs. */
  readonly injected: number;
  /** The first so many inputs have their neurons kept and counted. */
  readonly probedInputs: number;
  /** Neurons kept of each, at most 64 and at most N. */
  readonly probedNeurons: number;
  readonly pitGrid: PitGrid | undefined;
  readonly form: ActivationForm;
}

export interface LayerPass {
  readonly network: number;
  /** One-based. */
  readonly layer: number;
  /** Added to the injected columns' preactivations. */
  readonly mean: number;
  /** The last layer's activations are not needed. */
  readonly isLast: boolean;
}

/**
 * Runs one layer at a time; the compiled kernel and the reference in TypeScript are two of them, equal to the bit.
 * Matrices are lower triangles by columns: entry (i, j), i ≥ j, at j · stride + i. Arrays are reused; what is outside
 * the triangle or beyond inputs + injected columns is arbitrary.
 */
export interface LayerMachine {
  readonly stride: number;
  /** In: covariance of a neuron's preactivations. `factorize` replaces it by its factor. */
  readonly covariance: Float64Array;
  /** 1/scale of each probed input's counts in the layer to come. */
  readonly inverseScales: Float64Array;
  /** Out: Σ_i z_ia z_ib of the inputs. */
  readonly gram: Float64Array;
  /** Out: Σ_i z_ia^p, p = 1…4, of every column; [columns][4]. */
  readonly powers: Float64Array;
  /** Out: [probedInputs][probedNeurons]. */
  readonly neurons: Float64Array;
  /** Out: [probedInputs][bins]. */
  readonly counts: Int32Array;
  /** Cholesky factor, in place, of the leading columns. */
  factorize(columns: number): void;
  /** Uses the lower triangle in `covariance` as the factor, all columns. */
  useFactor(): void;
  /** Only the first input's preactivations and only their power sums. */
  sumFirstColumn(network: number, layer: number): void;
  /** Preactivations, features and, unless the layer is the last, the activations' Gram matrix. */
  run(pass: LayerPass): void;
  /** Covariance of the next layer from the activations' Gram matrix: factor · Gram + term. */
  nextCovariance(factor: number, term: number): void;
}

export type LayerMachineFactory = (problem: GramProblem) => LayerMachine;
