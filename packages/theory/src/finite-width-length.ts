import type { Activation } from '@widthwise/network';
import { lengthMap } from './length-map.ts';
import type { WidthStep } from './network-law.ts';
import { normalRule, stepFor } from './normal-rule.ts';
import { rememberedByLength } from './remembered.ts';
import { requireLength, requireScales } from './scales.ts';

/**
 * Law of the conditional kernel entry K_aa of one input in one layer, to first order in 1/N: E K = q + δ/N,
 * Var K = Σ/N, with N the width that the shares of `WidthStep` refer to. The preactivations given K are N(0, K), so these are also the moments of the measured length,
 * apart from its sampling noise.
 */
export interface LengthFluctuation {
  /** q, infinite width. */
  readonly length: number;
  /** δ, N times the shift of the mean. */
  readonly shift: number;
  /** Σ, N times the variance. */
  readonly variance: number;
}

/**
 * Expectations over z ~ N(0, q) of a postactivation, and their derivatives in q by differentiating the
 * density.
 */
export interface LengthMoments {
  /** A = E φ². */
  readonly mean: number;
  /** dA/dq. */
  readonly slope: number;
  /** d²A/dq². */
  readonly curvature: number;
  /** Var φ². */
  readonly variance: number;
}

/** e^{−44} leaves 1e-14 after the fourth-order poles of φ⁴. */
const EXPONENT = 44;
const WIDEST = 0.5;
const LIMIT = 10;

/**
 * @param activation - smooth φ.
 * @param q - length > 0.
 * @returns A, A′, A″ and Var φ². With u = z/√q: dA/dq = E[φ² (u² − 1)]/2q, d²A/dq² = E[φ² (u⁴ − 6u² +
 * 3)]/4q².
 */
export const lengthMoments: (activation: Activation, q: number) => LengthMoments = rememberedByLength(
  ({ phi }, q) => {
    const amplitude = Math.sqrt(q);
    const { nodes, weights } = normalRule(stepFor(amplitude, EXPONENT, WIDEST), LIMIT);
    const squares = nodes.map((u) => phi(amplitude * u) ** 2);
    const mean = squares.reduce((sum, square, i) => sum + weights[i]! * square, 0);
    let slope = 0;
    let curvature = 0;
    let variance = 0;
    for (let i = 0; i < nodes.length; i += 1) {
      const u2 = nodes[i]! * nodes[i]!;
      // The polynomials have mean zero: without the mean of φ², little cancels.
      const excess = squares[i]! - mean;
      const weighted = weights[i]! * excess;
      slope += weighted * (u2 - 1);
      curvature += weighted * ((u2 - 6) * u2 + 3);
      variance += weighted * excess;
    }
    return { mean, slope: slope / (2 * q), curvature: curvature / (4 * q * q), variance };
  },
);

/**
 * First-order corrections in 1/N to the length, layer by layer, for one input and a smooth φ.
 *
 *   q′ = F(q),   δ′ = F′(q) δ + ½ F″(q) Σ,   Σ′ = F′(q)² Σ + (N/N_l) σ_w⁴ Var φ²,   F(q) = σ_w² E φ² + σ_b²;   δ¹ = Σ¹ = 0
 *
 * @param activation - φ, smooth or positively homogeneous (for which F is linear and δ = 0).
 * @param steps - σ_w > 0, σ_b ≥ 0 and N/N_l of the steps to layers 2…L.
 * @param firstLength - q¹ = σ_w² |x|²/n₀ + σ_b².
 * @returns one entry per layer; it ends before the first layer whose length is infinite. Layers 1 and 2 have
 * no corrections beyond it.
 * @throws RangeError outside the domain, or if φ has a kink and is not homogeneous.
 *
 * Accuracy: coefficients to 1e-11 relative for lengths in [1e-6, 10]; the neglected terms are of order
 * (layer/N)².
 * Source: derived in `packages/theory/NOTES.md` §4; compare Yaida 2020, arXiv:1910.00019.
 */
export function lengthFluctuations(
  activation: Activation,
  steps: readonly WidthStep[],
  firstLength: number,
): readonly LengthFluctuation[] {
  requireLength('firstLength', firstLength);
  const layers: LengthFluctuation[] = [];
  let state: LengthFluctuation = { length: firstLength, shift: 0, variance: 0 };
  while (Number.isFinite(state.length)) {
    layers.push(state);
    const step = steps[layers.length - 1];
    if (step === undefined) break;
    state = nextFluctuation(activation, step, state);
  }
  return layers;
}

function nextFluctuation(
  activation: Activation,
  step: WidthStep,
  state: LengthFluctuation,
): LengthFluctuation {
  const { length: q, shift, variance } = state;
  const weight = step.sigmaW ** 2;
  const length = lengthMap(activation, step, q);
  if (q === 0) return { length, shift: 0, variance: 0 };
  const moments = momentsOf(activation, q);
  const slope = weight * moments.slope;
  return {
    length,
    shift: slope * shift + 0.5 * weight * moments.curvature * variance,
    variance: slope * slope * variance + step.share * weight * weight * moments.variance,
  };
}

/**
 * @param activation - φ, smooth or positively homogeneous.
 * @param q - length > 0.
 * @returns the moments, in closed form for a homogeneous φ.
 * @throws RangeError if φ has a kink and is not homogeneous.
 */
export function momentsOf(activation: Activation, q: number): LengthMoments {
  const relative = activation.homogeneousVariance;
  if (relative === undefined) {
    if (activation.isSmooth) return lengthMoments(activation, q);
    throw new RangeError(`activation ${activation.name} is neither smooth nor positively homogeneous.`);
  }
  const slope = (activation.phi(1) ** 2 + activation.phi(-1) ** 2) / 2;
  return { mean: slope * q, slope, curvature: 0, variance: relative * (slope * q) ** 2 };
}

/**
 * Relative variance of the conditional kernel of a positively homogeneous φ at finite width, exactly, with
 * biases or without.
 *
 *   r′ = (s m/m′)² [ (1 + c/N_l) r + c/N_l ],   m′ = s m + σ_b²,   s = σ_w² E φ(u)²,  c = E φ(u)⁴/(E φ(u)²)² − 1;   r¹ = 0
 *
 * @param activation - φ with `homogeneousVariance`.
 * @param steps - σ_w > 0, σ_b ≥ 0 and N/N_l of the steps to layers 2…L.
 * @param options.firstLength - q¹ = σ_w² |x|²/n₀ + σ_b² > 0.
 * @param options.width - N.
 * @returns r = Var K_aa/(E K_aa)² of each layer; [L]. The excess kurtosis is 3r; without biases, in layer l,
 * 3[∏_{k<l}(1 + c/N_k) − 1].
 * @throws RangeError if φ is not homogeneous, or outside the domain.
 *
 * Accuracy: rounding.
 * Source: derived in `packages/theory/NOTES.md` §5.
 */
export function homogeneousRelativeVariance(
  activation: Activation,
  steps: readonly WidthStep[],
  { firstLength, width }: { readonly firstLength: number; readonly width: number },
): Float64Array {
  const relative = activation.homogeneousVariance;
  if (relative === undefined) throw new RangeError(`activation ${activation.name} is not homogeneous.`);
  if (!(firstLength > 0)) throw new RangeError(`firstLength must be positive, got ${firstLength}.`);
  const response = momentsOf(activation, 1).slope;
  const variances = new Float64Array(steps.length + 1);
  let mean = firstLength;
  steps.forEach((step, index) => {
    requireScales(step);
    const slope = step.sigmaW ** 2 * response;
    const share = (relative / width) * step.share;
    // As the share that is not bias, so that neither very long nor very short preactivations leave float64.
    const kept = slope / (slope + step.sigmaB ** 2 / mean);
    variances[index + 1] = kept * kept * ((1 + share) * variances[index]! + share);
    mean = slope * mean + step.sigmaB ** 2;
  });
  return variances;
}
