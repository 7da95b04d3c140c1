import type { Architecture } from '@widthwise/network';
import type { StreamKey } from '@widthwise/random';
import type { ActivationForm } from './activation-forms.ts';
import type { BackwardMachine, BackwardProblem } from './backward/backward-machine.ts';
import type { PitGrid } from './pit-grid.ts';
import type { StoredLayer } from './stored-layer.ts';

/** What is fixed for one layer of all networks. */
export interface LayerPlan {
  /** Neurons N_l, at least 1. */
  readonly width: number;
  /** Columns of this layer: inputs, injected ones, then the tangents that have started by now. */
  readonly columns: number;
  /** The first so many columns come from the layer before (layer 1: from the inputs); the others start here. */
  readonly known: number;
  /** Standard deviation of biases drawn apart from the weights, 0 for none, and how many columns get them. */
  readonly biasDeviation: number;
  readonly biased: number;
}

/** What is fixed for all networks of a block. */
export interface GramProblem {
  readonly key: StreamKey;
  readonly layers: readonly LayerPlan[];
  /** Number B of inputs, at least 1. */
  readonly inputs: number;
  /** Columns injected at layer 1; they follow the inputs, and tangents follow them. */
  readonly injected: number;
  /** The first so many inputs have their neurons kept and counted. */
  readonly probedInputs: number;
  /** Neurons kept of each, at most 64 and at most the largest width. */
  readonly probedNeurons: number;
  readonly pitGrid: PitGrid | undefined;
  readonly form: ActivationForm;
  /** The first so many inputs have their gains summed. */
  readonly gains: number;
  /** μ of the skip connection, 0 for none. */
  readonly skip: number;
  readonly normalization: Architecture['normalization'];
  /** All layers stay in memory for a backward pass, which is given so many bytes of its own. */
  readonly keepsLayers: boolean;
  readonly workspaceBytes: number;
}

export interface LayerPass {
  readonly network: number;
  /** Added to the injected columns' preactivations. */
  readonly mean: number;
  /** The last layer's activations are not needed. */
  readonly isLast: boolean;
}

/**
 * Runs one layer at a time; the compiled kernel and the reference in TypeScript are two of them, equal to the bit.
 * Matrices are lower triangles by columns: entry (i, j), i ≥ j, at j · stride + i. Arrays are reused; what is outside
 * the triangle or beyond the layer's columns is arbitrary.
 */
export interface LayerMachine {
  /** Columns in all, padded. */
  readonly stride: number;
  /** In: covariance of a neuron's preactivations. `factorize` replaces it by its factor. */
  readonly covariance: Float64Array;
  /** 1/scale of each probed input's counts in the layer to come. */
  readonly inverseScales: Float64Array;
  /** Out: Σ_i z_ia z_ib of the inputs. */
  readonly gram: Float64Array;
  /** Out: Σ_i y_ia y_ib of what the next layer's weights act on, or what `addNormals` or `addNormalizedActivations` say. */
  readonly activationGram: Float64Array;
  /** Out: Σ_i z_ia^p, p = 1…4, of every column; [columns][4]. */
  readonly powers: Float64Array;
  /** Out: [probedInputs][probedNeurons]. */
  readonly neurons: Float64Array;
  /** Out: [probedInputs][bins]. */
  readonly counts: Int32Array;
  /** Out: Σ φ′² and, under layer normalization, Σ φ′² x² over neurons; [gains][2]. */
  readonly gainSums: Float64Array;
  /** Out of `run` with normalized postactivations: their sums, φ′ ∘ u for tangents; out of `addDeviations`: see there. [columns] */
  readonly moments: Float64Array;
  /** Goes to the layer; every method below then speaks of it. One-based. */
  enter(layer: number): void;
  /** Cholesky factor, in place, of the leading columns; returns the most left out among inputs, as kernel/factor.ts says. */
  factorize(columns: number): number;
  /** Uses the lower triangle in `covariance` as the factor, all columns. */
  useFactor(): void;
  /** Only the first input's preactivations and only their power sums. */
  sumFirstColumn(network: number): void;
  /** Gram matrix over `rows` rows of the layer's normals, or of the factor in use times them, in `activationGram`. */
  addNormals(network: number, rows: number, columns: number, isMultiplied: boolean): void;
  /** Preactivations, features and, unless the layer is the last or normalized, the activations' Gram matrix and gains. */
  run(pass: LayerPass): void;
  /** (mean, 1/sd) of each value column, (mean, projection) of each tangent, set by `normalizeLayer`. */
  statistics(): Float64Array;
  /** Given means: Σ (z − mean)² of each value column, Σ (z₁ − mean)(u − mean) of each tangent, into `moments`. */
  addDeviations(): void;
  /**
   * Gains, and the Gram matrix of φ((z − mean)/sd) and its tangents; for normalized postactivations that of φ(z) − mean and φ′ ∘ u − mean.
   */
  addNormalizedActivations(isLast: boolean): void;
  /** Covariance of the next layer from the activations' Gram matrix: factor · Gram + term. */
  nextCovariance(factor: number, term: number): void;
  /** Only if the problem keeps its layers. */
  layer(layer: number): StoredLayer;
  /** Likewise; the kernel's has the problem's workspace to itself. */
  backward(problem: BackwardProblem): BackwardMachine;
}

export type LayerMachineFactory = (problem: GramProblem) => LayerMachine;

/** Columns of preactivations: inputs and injected ones. */
export const valueColumns = ({ inputs, injected }: GramProblem): number => inputs + injected;

/** Columns of the widest set, and neurons of the widest layer. */
export function largest({ layers }: GramProblem): { readonly columns: number; readonly width: number } {
  return {
    columns: Math.max(...layers.map(({ columns }) => columns)),
    width: Math.max(...layers.map(({ width }) => width)),
  };
}
