/** A pointwise nonlinearity φ, as data. Everything that depends on which φ it is hangs on this object. */
export interface Activation {
  /** Stored name; never renamed. */
  readonly name: string;
  readonly phi: (z: number) => number;
  /** φ′; at a kink the mean of the one-sided derivatives. */
  readonly dphi: (z: number) => number;
  /** True if φ has no kink, so that the trapezoid rule converges exponentially. */
  readonly isSmooth: boolean;
  /** E[φ(z_a) φ(z_b)] for zero-mean Gaussians with covariance ((qa, qab), (qab, qb)), where a closed form exists. */
  readonly meanProduct?: (qa: number, qb: number, qab: number) => number;
  /** E[φ′(z_a) φ′(z_b)] likewise. */
  readonly meanProductDphi?: (qa: number, qb: number, qab: number) => number;
  /**
   * For φ positively homogeneous of degree one: E φ(u)⁴ / (E φ(u)²)² − 1 over u ~ N(0,1), the relative variance that one
   * neuron adds to the kernel (5 for relu, 2 for linear). Gives the exact kurtosis law 3(∏(1 + c/N_l) − 1) without biases.
   */
  readonly homogeneousVariance?: number;
}
