import type { ParameterizationName } from './parameterizations.ts';

/**
 * A fully connected random network at initialization, layers l = 1…L with preactivations h^l:
 *
 *   h^1 = W^1 x + b^1,   h^{l+1} = W^{l+1} y^l + b^{l+1} + μ h^l
 *
 * with y = φ(h), or φ(LN(h)) or LN(φ(h)) under layer normalization, LN(v) = (v − mean)/sd over neurons, divisor N. Var W_ij = σ_w²/fan-in
 * (see `parameterizations` for the output layer), b_i ~ N(0, σ_b²). A key that does not apply is absent, so that the identity of a plain network is short.
 */
export interface Architecture {
  /** Registered activation name. */
  readonly activation: string;
  /** Slope of leaky-relu for z < 0; present only with that activation. */
  readonly negativeSlope?: number;
  /** Neurons N of every hidden layer, unless `widthFactors` or `outputWidth` say otherwise. */
  readonly width: number;
  /** Number L of layers; all are recorded. */
  readonly depth: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
  /** Layer l has max(1, round(widthFactors[l − 1] · width)) neurons; L numbers. */
  readonly widthFactors?: readonly number[];
  /** Neurons of layer L, which is then a linear output of the network rather than a hidden layer. */
  readonly outputWidth?: number;
  /** Skip connection μ ≠ 0; layers then have one width. */
  readonly skip?: number;
  /** Layer normalization of preactivations, φ(LN(h)), or of postactivations, LN(φ(h)). */
  readonly normalization?: 'preactivation' | 'postactivation';
  /** Registered law of the weights; Gaussian i.i.d. if absent. */
  readonly weights?: string;
  /** Shape of the law of the weights: degrees of freedom of student-t, exponent of weibull; present with those alone. */
  readonly weightShape?: number;
  /** How trained parameters enter; `standard` if absent. */
  readonly parameterization?: ParameterizationName;
}
