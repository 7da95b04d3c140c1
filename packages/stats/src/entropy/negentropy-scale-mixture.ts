import { excessOverLog1p } from '../special/excess-over-log1p.ts';

/** Step of the trapezoid rule in ln z, and how far above the largest spread it reaches, in units of z. */
const STEP = 1 / 32;
const ABOVE = 9;

/** Below this z, in units of the smallest spread, the integrand is its value at 0 to 1e-10, and the nodes are a geometric series. */
const NEAR_ZERO = 1e-5;

/** Ratio of largest to smallest variance up to which the rule in z is taken, and its step in units of the smallest spread. */
const CONCENTRATED = 16;
const STEP_IN_Z = 1 / 8;

/** z²/(2v) beyond which e^{z²/2v} is not formed. */
const LARGE_EXPONENT = 300;

/**
 * Negentropy of a mixture of zero-mean Gaussians, relative entropy to the Gaussian of its variance v = Σ w_m S_m.
 *
 *   J = 2 ∫₀^∞ φ_v(z) [ r ln r − r + 1 ] dz,   r(z) = p(z)/φ_v(z) = Σ w_m √(v/S_m) exp( z²/2 (1/v − 1/S_m) )
 *
 * The bracket is never negative, so nothing cancels however nearly Gaussian the mixture is. With S_m the conditional
 * variances of networks, given their last hidden layer, its error is far below that of estimates from z itself.
 *
 * @param variances - S_m > 0. Work grows with their number times about 450; times 72 √(largest/smallest) if that ratio is at most 16.
 * @param weights - w_m ≥ 0 with a positive sum, which is divided out.
 * @returns J ≥ 0, in nats; undefined without variances. From sampled S_m too large by about 1/(number of samples).
 * @throws RangeError outside that domain.
 *
 * Accuracy: relative 1e-11 on the exact laws of its test; trapezoid rule in ln z, step 1/32, or in z, step
 * 1/8 of the smallest standard deviation, where variances differ by a factor of at most 16.
 *
 * @example
 * negentropyOfScaleMixture(Float64Array.of(0.5, 1.5), Float64Array.of(1, 1)); // ≈ 0.00913410932253
 */
export function negentropyOfScaleMixture(variances: Float64Array, weights: Float64Array): number | undefined {
  if (variances.length === 0) return undefined;
  const mixture = normalized(variances, weights);
  const { ratios } = mixture;
  let smallest = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (const ratio of ratios) {
    smallest = Math.min(smallest, ratio);
    largest = Math.max(largest, ratio);
  }
  if (largest <= CONCENTRATED * smallest) {
    const step = STEP_IN_Z * Math.sqrt(smallest);
    const last = Math.ceil((ABOVE * Math.sqrt(largest)) / step);
    let half = 0.5 * integrand(0, mixture);
    for (let node = 1; node <= last; node++) half += integrand(0.5 * (node * step) ** 2, mixture);
    return (2 * step * half) / Math.sqrt(2 * Math.PI);
  }
  const from = Math.floor(Math.log(NEAR_ZERO * Math.sqrt(smallest)) / STEP);
  const to = Math.ceil(Math.log(ABOVE * Math.sqrt(largest)) / STEP);
  let sum = (Math.exp(from * STEP) / -Math.expm1(-STEP)) * integrand(0, mixture);
  for (let node = from + 1; node <= to; node++) {
    const z = Math.exp(node * STEP);
    sum += z * integrand(0.5 * z * z, mixture);
  }
  return (2 * STEP * sum) / Math.sqrt(2 * Math.PI);
}

interface Mixture {
  /** S_m/v. */
  readonly ratios: Float64Array;
  /** w_m/Σw. */
  readonly shares: Float64Array;
  /** 1 − v/S_m, and −½ ln(S_m/v): once for all nodes. */
  readonly slopes: Float64Array;
  readonly logs: Float64Array;
}

function normalized(variances: Float64Array, weights: Float64Array): Mixture {
  if (weights.length !== variances.length) {
    throw new RangeError(`weights must be ${variances.length}, got ${weights.length}`);
  }
  let total = 0;
  let mean = 0;
  for (let m = 0; m < variances.length; m++) {
    const [variance, weight] = [variances[m]!, weights[m]!];
    if (!(variance > 0 && variance < Number.POSITIVE_INFINITY && weight >= 0)) {
      throw new RangeError(
        `variance ${m} must be positive and its weight at least 0, got ${variance} and ${weight}`,
      );
    }
    total += weight;
    mean += weight * variance;
  }
  if (!(total > 0)) throw new RangeError(`weights must have a positive sum, got ${total}`);
  const ratios = variances.map((variance) => (variance * total) / mean);
  return {
    ratios,
    shares: weights.map((weight) => weight / total),
    slopes: ratios.map((ratio) => 1 - 1 / ratio),
    logs: ratios.map((ratio) => -0.5 * Math.log(ratio)),
  };
}

/** √(2π) φ(z) [r ln r − r + 1] at z²/2 = `half`, in units of √v. */
function integrand(half: number, mixture: Mixture): number {
  if (half > LARGE_EXPONENT) return farIntegrand(half, mixture);
  const { shares, slopes, logs } = mixture;
  let excess = 0;
  for (let m = 0; m < shares.length; m++) excess += shares[m]! * Math.expm1(half * slopes[m]! + logs[m]!);
  const r = 1 + excess;
  if (excess > 0.5) return Math.exp(-half) * (r * Math.log1p(excess) - excess);
  // (1 + δ) ln(1 + δ) − δ = (1 + δ)(s − ln(1 + s)) at s = −δ/(1 + δ), without cancellation.
  return r > 0 ? Math.exp(-half) * r * excessOverLog1p(-excess / r) : Math.exp(-half);
}

/** The same where φ is negligible beside p or both are. */
function farIntegrand(half: number, { ratios, shares }: Mixture): number {
  let p = 0;
  for (let m = 0; m < ratios.length; m++)
    p += (shares[m]! * Math.exp(-half / ratios[m]!)) / Math.sqrt(ratios[m]!);
  return p > 0 ? p * (Math.log(p) + half - 1) : 0;
}
