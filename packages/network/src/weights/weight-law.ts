/** A law of weight matrices, at unit variance of every entry. The forward pass scales it to Var W_ij = σ_w²/fan-in. */
export interface WeightLaw {
  /** Stored name; never renamed. */
  readonly name: string;
  /**
   * Whether the entries of a matrix are independent. If not, the matrix is √m times the first rows and columns of a Haar orthogonal one of
   * size m = max(fan-in, fan-out).
   */
  readonly isIndependent: boolean;
  /** Whether rotations of either side leave the law alone, so that a layer is known by the Gram matrix of what feeds it. */
  readonly isRotationInvariant: boolean;
  /**
   * κ₄/κ₂² of one entry.
   *
   * @param larger - m, the larger of fan-in and fan-out; independent entries do not depend on it.
   */
  readonly excessKurtosis: (larger: number) => number;
  /** How an entry is made of uniform numbers; absent where it is made of normals. */
  readonly transform?: UniformTransform;
}

/** Map from independent uniform numbers on (−1, 1) to an independent entry of mean zero. */
export interface UniformTransform {
  /** How many it takes. */
  readonly uniforms: 1 | 2;
  /** `second` counts only if there are two. */
  readonly value: (first: number, second: number) => number;
  /** Standard deviation of `value`, by which an entry of unit variance is divided. */
  readonly deviation: number;
}

/** The interval a law's shape must lie in. */
export interface WeightShapeRule {
  /** What the shape is, in words. */
  readonly meaning: string;
  readonly minimum: number;
  /** Whether the minimum itself is refused. */
  readonly isMinimumExcluded: boolean;
  readonly maximum: number;
}
