/** A fully connected random network at initialization: W_ij ~ N(0, σ_w²/fan-in), b_i ~ N(0, σ_b²). */
export interface Architecture {
  /** Registered activation name. */
  readonly activation: string;
  /** Slope of leaky-relu for z < 0; present only with that activation. */
  readonly negativeSlope?: number;
  /** Neurons N of every hidden layer. */
  readonly width: number;
  /** Number L of hidden layers; all are recorded. */
  readonly depth: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
}
