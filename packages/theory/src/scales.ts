/** Scales of the random parameters: W_ij ~ N(0, σ_w²/fan-in), b_i ~ N(0, σ_b²). */
export interface Scales {
  /** σ_w > 0. */
  readonly sigmaW: number;
  /** σ_b ≥ 0. */
  readonly sigmaB: number;
}

/**
 * @param scales - σ_w and σ_b.
 * @throws RangeError unless σ_w is positive and finite and σ_b non-negative and finite.
 */
export function requireScales({ sigmaW, sigmaB }: Scales): void {
  if (!(sigmaW > 0 && Number.isFinite(sigmaW))) {
    throw new RangeError(`sigmaW must be positive and finite, got ${sigmaW}.`);
  }
  if (!(sigmaB >= 0 && Number.isFinite(sigmaB))) {
    throw new RangeError(`sigmaB must be non-negative and finite, got ${sigmaB}.`);
  }
}

/**
 * @param name - what the length belongs to, for the message.
 * @param q - a length E z².
 * @throws RangeError if q is negative or not a number.
 */
export function requireLength(name: string, q: number): void {
  if (!(q >= 0)) throw new RangeError(`${name} must be non-negative, got ${q}.`);
}

/**
 * @param depth - number of layers.
 * @throws RangeError unless depth is a positive integer.
 */
export function requireDepth(depth: number): void {
  if (!(Number.isInteger(depth) && depth > 0)) {
    throw new RangeError(`depth must be a positive integer, got ${depth}.`);
  }
}
