/**
 * What probes may ask of a layer's preactivations. Probes never loop over neurons: the sampler computes these while the
 * values are in registers. All layers are one-based in names and zero-based in array offsets.
 */
export interface FeatureRequest {
  /** The first so many inputs whose neurons, PIT counts are wanted (the Gram matrix and power sums come for all). */
  readonly probedInputs: number;
  /** Values of the first min(neurons, width) neurons of each probed input; 0 for none; at most 64. */
  readonly neurons: number;
  /** Counts of z/scale over equiprobable bins of N(0,1), all neurons; 0 bins for none. */
  readonly pitBins: number;
  /**
   * Columns injected at layer 1: i.i.d. N(μ₁, v₁) entries with the network's own mean and variance over neurons of input 1
   * at layer 1, pushed through the same weights.
   */
  readonly pushforwardSamples: number;
}

/** The features of one network, all layers. B inputs, P = probedInputs, L = depth, k = min(neurons, width). */
export interface NetworkFeatures {
  readonly width: number;
  readonly depth: number;
  readonly inputs: number;
  /** What was asked for, all probes together: gives P, k, bins and samples of the arrays below. */
  readonly request: FeatureRequest;
  /** The task's PIT scales, √q of infinite width; [L][P]. */
  readonly pitScales: Float64Array;
  /** (1/N) Σ_i z_ia z_ib of each layer's preactivations; [L][B][B]. */
  readonly gram: Float64Array;
  /** Covariance of a neuron's preactivations given the previous layer, σ_w² φᵀφ/N + σ_b²; [L][B][B]. */
  readonly kernel: Float64Array;
  /** (1/N) Σ_i z_ia^p for p = 1…4; [L][B][4]. */
  readonly powerSums: Float64Array;
  /** [L][P][k]. */
  readonly neurons: Float64Array;
  /** [L][P][pitBins]. */
  readonly pitCounts: Int32Array;
  /** Σ_i z_is and Σ_i z_is² of each injected column s; [L][pushforwardSamples][2]. */
  readonly pushforward: Float64Array;
}
