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
  /** Tangent vectors of input 1, i.i.d. N(0, 1) entries where they start, pushed through the network's derivative. */
  readonly tangents?: TangentRequest;
  /** Expected factors by which the next weights multiply squared tangents, of the probed inputs. */
  readonly jacobianGains?: boolean;
  /** The empirical neural tangent kernel over the first so many inputs; 0 or absent for none. */
  readonly ntkInputs?: number;
  /** The largest so many singular values of ∂h^L/∂h^1 at input 1; 0 or absent for none. Only explicit weights have them. */
  readonly singularValues?: number;
}

/** Tangent columns are `starts.length · directions`, those of one start side by side. */
export interface TangentRequest {
  /** Layers where tangents start, one-based, ascending. */
  readonly starts: readonly number[];
  /** Independent directions at each. */
  readonly directions: number;
}

/**
 * The features of one network, all layers. B inputs, P = probedInputs, L = depth, N_l = widths[l − 1], k = min(neurons, largest width),
 * of which the first min(k, N_l) hold values. What was not asked for is an empty array.
 */
export interface NetworkFeatures {
  readonly widths: readonly number[];
  readonly depth: number;
  readonly inputs: number;
  /** What was asked for, all probes together: gives P, k, bins and samples of the arrays below. */
  readonly request: FeatureRequest;
  /** The task's PIT scales, √q of infinite width; [L][P]. */
  readonly pitScales: Float64Array;
  /** (1/N) Σ_i z_ia z_ib of each layer's preactivations; [L][B][B]. */
  readonly gram: Float64Array;
  /** Covariance of a neuron's new part W y + b given the previous layer, σ_w² yᵀy/N + σ_b² for Gaussian weights; [L][B][B]. */
  readonly kernel: Float64Array;
  /** (1/N) Σ_i z_ia^p for p = 1…4; [L][B][4]. */
  readonly powerSums: Float64Array;
  /** [L][P][k]. */
  readonly neurons: Float64Array;
  /** [L][P][pitBins]. */
  readonly pitCounts: Int32Array;
  /** Σ_i z_is and Σ_i z_is² of each injected column s; [L][pushforwardSamples][2]. */
  readonly pushforward: Float64Array;
  /** (1/N_l) Σ_i u_i² of each tangent column; 0 above its start; [L][starts · directions]. */
  readonly tangentNorms: Float64Array;
  /**
   * Expectation, given layer l, of ‖∂h^{l+1}/∂h^l‖_F²/N_l over Gaussian weights of variance σ_w²/N_l and as many neurons: χ_J's one-network
   * value, (σ_w²/N_l)‖∂y/∂h‖_F² + μ²; [L][P].
   */
  readonly jacobianGains: Float64Array;
  /**
   * What layer l's parameters add to the tangent kernel of neuron 1 of layer L: Γ^l_ab Σ_i (∂h^L_1/∂h^l_i)(x_a) (∂h^L_1/∂h^l_i)(x_b), with Γ^l the
   * weight and bias gradient scales of the parameterization times yᵀy and 1; [L][Q][Q], Q = ntkInputs.
   */
  readonly ntk: Float64Array;
  /** Descending. */
  readonly singularValues: Float64Array;
}

/** What an experiment shows of one network. */
export type Features = NetworkFeatures | EquilibriumFeatures;

/** One network of experiment `equilibrium`: h = W φ(h) + x solved by iteration from h = x. */
export interface EquilibriumFeatures {
  readonly width: number;
  readonly inputs: number;
  /** ‖h_t‖²/N after t = 1…T iterations, constant once the iteration has met its tolerance; [T][B]. */
  readonly trajectory: Float64Array;
  /** ‖h*‖²/‖x‖²; [B]. */
  readonly gain: Float64Array;
  /** (1/N) Σ φ(h*)²; [B]. */
  readonly activationSecondMoment: Float64Array;
  /** Λ: (σ²/N) Σ φ′(h*)², with their response for tied symmetric weights; the state is stable where Λ < 1; [B]. */
  readonly stability: Float64Array;
  /** Iterations until ‖h_{t+1} − h_t‖ ≤ tolerance ‖h_t‖, or T; [B]. */
  readonly iterations: Float64Array;
  /** ‖h_t − h_{t−1}‖/‖h_{t−1}‖ of the last iteration made; [B]. */
  readonly residual: Float64Array;
  /** 1 where the iteration met its tolerance; [B]. */
  readonly converged: Uint8Array;
  /** (1/N) h*_a·h*_b; [B][B]. */
  readonly gram: Float64Array;
}
