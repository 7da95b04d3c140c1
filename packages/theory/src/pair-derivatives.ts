import type { Activation } from '@widthwise/network';
import { normalRule, stepFor } from './normal-rule.ts';
import { pairFrame } from './pair.ts';
import type { PairFluctuation } from './pair-fluctuation.ts';

/**
 * Corrections need fewer digits than what they correct: e^{−33}, times up to 1e6 for the eighth-order pole of
 * φ′⁴. The sixth powers that Hermite tensors bring cost 3e5 at the widest step, and 3e5 beyond the limit.
 */
const EXPONENT = 33;
const WIDEST = 0.6;
const LIMIT = 8.4;
/** Below this gap φ_a − φ_b is w φ′(m): w² φ‴/24 φ′ is dropped, where a difference would lose eleven digits. */
const TINY_GAP = 1e-5;

/** Derivatives of g_i = E f_i, f = (μ², μω, ω²) with μ = (φ_a + φ_b)/2 and ω = (φ_a − φ_b)/√Δ. */
export interface PairDerivatives {
  /** s_j ∂g_i/∂x_j over x = (M, κ, Δ) and s = (M, √(MΔ), Δ); 3 × 3 row-major. */
  readonly jacobian: Float64Array;
  /** ½ Σ_jk s_j s_k Σ_jk ∂²g_i/∂x_j∂x_k for the state's Σ; [3]. */
  readonly curvature: Float64Array;
  /** Cov(f_i, f_j) of one neuron; 3 × 3 row-major. */
  readonly noise: Float64Array;
}

/**
 * First and second derivatives of the two-input kernel map, and the noise that a layer of independent neurons
 * adds, in one pass of the trapezoid rule. Derivatives in the kernel are taken of the Gaussian density, so φ
 * itself is never differentiated twice: with y = R⁻¹(m/√M, w/√Δ), P = R⁻¹ and H_ij…l the Hermite tensors of
 * y,
 *
 *   M ∂_M → ½ H_11,   √(MΔ) ∂_κ → H_12,   Δ ∂_Δ → ½ H_22,   and products likewise with H_ijkl.
 *
 * An odd φ makes (z₁, z₂) and (−z₁, −z₂) alike, equal lengths (z₁, z₂) and (z₁, −z₂) up to signs: half the
 * plane is summed for either, a quarter for both.
 *
 * @param activation - smooth φ.
 * @param state - kernel and Σ of the layer before.
 * @returns derivatives in the units of `PairFluctuation`.
 *
 * Accuracy: 1e-7 relative for lengths ≤ 10. Cost at lengths ≤ 1: 1,100 evaluations of φ at two points, 280 for an
 * odd φ and equal lengths.
 * Source: derived in `packages/theory/NOTES.md` §6.
 */
export function pairDerivatives(
  activation: Activation,
  { kernel, covariance: sigma }: PairFluctuation,
): PairDerivatives {
  const { phi } = activation;
  const frame = pairFrame(kernel);
  const { rho, orthogonal } = frame;
  const rootMean = Math.sqrt(frame.mean);
  const rootDifference = Math.sqrt(frame.difference);
  const p11 = 1 / (orthogonal * orthogonal);
  const p12 = -rho * p11;
  // Coefficients of ½ H : Σ on H_1111, H_1112, H_1122, H_1222, H_2222.
  const c0 = sigma[0]! / 8;
  const c1 = sigma[1]! / 2;
  const c2 = sigma[4]! / 2 + sigma[2]! / 4;
  const c3 = sigma[5]! / 2;
  const c4 = sigma[8]! / 8;
  const isEqual = kernel.lengthA === kernel.lengthB;
  const isOdd = isOddFunction(phi);
  const amplitude = Math.sqrt(Math.max(kernel.lengthA, kernel.lengthB));
  const first = normalRule(stepFor(amplitude, EXPONENT, WIDEST), LIMIT);
  const second = normalRule(stepFor((orthogonal * rootDifference) / 2, EXPONENT, WIDEST), LIMIT);
  // A folded direction starts at its middle node, zero, and counts the others twice.
  const firstStart = isOdd && isEqual ? (first.nodes.length - 1) / 2 : 0;
  const secondStart = isOdd || isEqual ? (second.nodes.length - 1) / 2 : 0;
  const g = new Float64Array(3);
  const jacobian = new Float64Array(9);
  const even = new Float64Array(3);
  const odd = new Float64Array(3);
  const fourth = new Float64Array(5);
  for (let i = firstStart; i < first.nodes.length; i += 1) {
    const z1 = first.nodes[i]!;
    const m = rootMean * z1;
    const rowWeight = (firstStart > 0 && z1 > 0 ? 2 : 1) * first.weights[i]!;
    for (let j = secondStart; j < second.nodes.length; j += 1) {
      const z2 = second.nodes[j]!;
      if (z1 * z1 + z2 * z2 > LIMIT * LIMIT) continue;
      const weight = (secondStart > 0 && z2 > 0 ? 2 : 1) * rowWeight * second.weights[j]!;
      const w = rootDifference * (rho * z1 + orthogonal * z2);
      const above = phi(m + w / 2);
      const below = phi(m - w / 2);
      const mu = (above + below) / 2;
      const gain = Math.abs(w) < TINY_GAP ? w * activation.dphi(m) : above - below;
      const omega = gain / rootDifference;
      const y2 = z2 / orthogonal;
      const y1 = z1 - rho * y2;
      const a = y1 * y1;
      const b = y1 * y2;
      const c = y2 * y2;
      const h11 = (a - p11) / 2;
      const h12 = b - p12;
      const h22 = (c - p11) / 2;
      const fromEven =
        c0 * ((a - 6 * p11) * a + 3 * p11 * p11) +
        c2 * (a * c - p11 * (a + c) - 4 * p12 * b + p11 * p11 + 2 * p12 * p12) +
        c4 * ((c - 6 * p11) * c + 3 * p11 * p11);
      const fromOdd =
        c1 * ((a - 3 * p11) * b - 3 * p12 * a + 3 * p11 * p12) +
        c3 * ((c - 3 * p11) * b - 3 * p12 * c + 3 * p11 * p12);
      const u = weight * mu * mu;
      const v = weight * mu * omega;
      const x = weight * omega * omega;
      g[0]! += u;
      g[1]! += v;
      g[2]! += x;
      jacobian[0]! += u * h11;
      jacobian[1]! += u * h12;
      jacobian[2]! += u * h22;
      jacobian[3]! += v * h11;
      jacobian[4]! += v * h12;
      jacobian[5]! += v * h22;
      jacobian[6]! += x * h11;
      jacobian[7]! += x * h12;
      jacobian[8]! += x * h22;
      even[0]! += u * fromEven;
      even[1]! += v * fromEven;
      even[2]! += x * fromEven;
      odd[0]! += u * fromOdd;
      odd[1]! += v * fromOdd;
      odd[2]! += x * fromOdd;
      fourth[0]! += u * mu * mu;
      fourth[1]! += v * mu * mu;
      fourth[2]! += v * mu * omega;
      fourth[3]! += x * mu * omega;
      fourth[4]! += x * omega * omega;
    }
  }
  if (isEqual) cancelExchangeOdd(g, jacobian, even, odd, fourth);
  return { jacobian, curvature: even.map((value, i) => value + odd[i]!), noise: noiseCovariance(g, fourth) };
}

/** What is odd under exchange of the inputs cancels between the halves of the plane at equal lengths. */
function cancelExchangeOdd(
  g: Float64Array,
  jacobian: Float64Array,
  even: Float64Array,
  odd: Float64Array,
  fourth: Float64Array,
): void {
  for (const at of [1, 3, 5, 7]) jacobian[at] = 0;
  for (const at of [1, 3]) fourth[at] = 0;
  g[1] = 0;
  even[1] = 0;
  odd[0] = 0;
  odd[2] = 0;
}

/**
 * @param g - E f, f = (μ², μω, ω²).
 * @param fourth - E (μ⁴, μ³ω, μ²ω², μω³, ω⁴).
 * @returns Cov(f_i, f_j); 3 × 3 row-major.
 */
export function noiseCovariance(g: Float64Array, fourth: Float64Array): Float64Array {
  return Float64Array.from({ length: 9 }, (_, at) => {
    const [i, j] = [Math.floor(at / 3), at % 3];
    return fourth[i + j]! - g[i]! * g[j]!;
  });
}

/** An analytic function that is odd at these points is odd; both sides round alike. */
const isOddFunction = (phi: (z: number) => number): boolean =>
  [0.37, 1.1, 2.9].every((z) => phi(-z) === -phi(z));
