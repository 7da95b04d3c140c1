import type { Activation } from '@widthwise/network';
import { meanSquaredDphi } from './expectations.ts';
import type { LengthFluctuation } from './finite-width-length.ts';
import type { WidthStep } from './network-law.ts';
import { normalRule, stepFor } from './normal-rule.ts';
import { rememberedByLength } from './remembered.ts';

/** φ′² has a pole of one order more than φ²: e^{−48} leaves 1e-14. */
const EXPONENT = 48;
const WIDEST = 0.5;
const LIMIT = 10;

/** B(q) = E φ′(√q u)², its derivatives by those of the density, and Var φ′². */
interface SlopeMoments {
  readonly mean: number;
  readonly slope: number;
  readonly curvature: number;
  readonly variance: number;
}

const smoothMoments = rememberedByLength(({ dphi }: Activation, q: number): SlopeMoments => {
  const amplitude = Math.sqrt(q);
  const { nodes, weights } = normalRule(stepFor(amplitude, EXPONENT, WIDEST), LIMIT);
  const squares = nodes.map((u) => dphi(amplitude * u) ** 2);
  const mean = squares.reduce((sum, square, i) => sum + weights[i]! * square, 0);
  let [slope, curvature, variance] = [0, 0, 0];
  for (let i = 0; i < nodes.length; i += 1) {
    const u2 = nodes[i]! * nodes[i]!;
    const excess = squares[i]! - mean;
    const weighted = weights[i]! * excess;
    slope += weighted * (u2 - 1);
    curvature += weighted * ((u2 - 6) * u2 + 3);
    variance += weighted * excess;
  }
  return { mean, slope: slope / (2 * q), curvature: curvature / (4 * q * q), variance };
});

function momentsAt(activation: Activation, q: number): SlopeMoments {
  const { dphi, homogeneousVariance } = activation;
  if (homogeneousVariance === undefined) {
    return { ...smoothMoments(activation, q), mean: meanSquaredDphi(activation, q) };
  }
  const [p, n] = [dphi(1) ** 2, dphi(-1) ** 2];
  return { mean: (p + n) / 2, slope: 0, curvature: 0, variance: ((p - n) / 2) ** 2 };
}

/**
 * Mean over networks of a layer's Jacobian gain (σ_w²/N) Σ φ′(h_i)², with its first correction:
 *
 *   σ_w² [ B(q) + (B′(q) δ + ½ B″(q) Σ)/N ],   B(q) = E φ′(√q u)²
 *
 * @param activation - φ, smooth, or homogeneous, for which B is constant.
 * @param sigmaW - σ_w of the gain.
 * @param options.layer - q, δ and Σ of the layer.
 * @param options.width - N that δ and Σ are counted in.
 * @returns the mean; terms of order 1/N² are left out.
 *
 * Accuracy: B′ and B″ to 1e-11 relative for lengths in [1e-6, 10].
 * Source: derived in `packages/theory/NOTES.md` §11.
 */
export function jacobianGainFirstOrder(
  activation: Activation,
  sigmaW: number,
  { layer, width }: { readonly layer: LengthFluctuation; readonly width: number },
): number {
  const { mean, slope, curvature } = momentsAt(activation, layer.length);
  return sigmaW ** 2 * (mean + (slope * layer.shift + (curvature * layer.variance) / 2) / width);
}

/**
 * Mean over networks of the logarithm of that gain, with its first correction:
 *
 *   ln σ_w² B + [ (B′δ + ½ B″Σ)/B − ((N/N_l) Var φ′² + B′²Σ)/2B² ]/N
 *
 * @param activation - φ, smooth or homogeneous.
 * @param sigmaW - σ_w of the gain.
 * @param options.layer - q, δ and Σ of the layer.
 * @param options.width - N that δ and Σ are counted in.
 * @param options.share - N/N_l of the layer.
 * @returns the mean logarithm; terms of order 1/N² are left out.
 *
 * Accuracy: as `jacobianGainFirstOrder`.
 * Source: derived in `packages/theory/NOTES.md` §11.
 */
export function jacobianLogGainFirstOrder(
  activation: Activation,
  sigmaW: number,
  {
    layer,
    width,
    share,
  }: { readonly layer: LengthFluctuation; readonly width: number; readonly share: number },
): number {
  const { mean, slope, curvature, variance } = momentsAt(activation, layer.length);
  const shift = (slope * layer.shift + (curvature * layer.variance) / 2) / mean;
  const spread = (share * variance + slope * slope * layer.variance) / (2 * mean * mean);
  return Math.log(sigmaW ** 2 * mean) + (shift - spread) / width;
}

/**
 * Mean log growth of the squared norm of one random tangent from a layer to the next, homogeneous φ and Gaussian weights, with its first
 * correction. Slopes are fair coins whatever the tangent is, so that layers are independent.
 *
 *   E ln = ln σ_w² m₂ − (3r − 3)/2N_l − 1/N_{l+1},   m_k = E φ′^k,   r = m₄/m₂²   (−5/2N for relu, −1/N for linear)
 *
 * @param activation - φ with `homogeneousVariance`.
 * @param step - σ_w, and N/N_l of the layer before.
 * @param options.nextShare - N/N_{l+1}.
 * @param options.width - N.
 * @returns the mean logarithm; terms of order 1/N² are left out.
 * @throws RangeError if φ is not homogeneous.
 *
 * Source: derived in `packages/theory/NOTES.md` §11.
 */
export function homogeneousLogGain(
  { name, dphi, homogeneousVariance }: Activation,
  step: WidthStep,
  { nextShare, width }: { readonly nextShare: number; readonly width: number },
): number {
  if (homogeneousVariance === undefined) throw new RangeError(`activation ${name} is not homogeneous.`);
  const [p, n] = [dphi(1) ** 2, dphi(-1) ** 2];
  const second = (p + n) / 2;
  const spread = (1.5 * ((p * p + n * n) / 2 / (second * second) - 1) * step.share + nextShare) / width;
  return Math.log(step.sigmaW ** 2 * second) - spread;
}
