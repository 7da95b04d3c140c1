import type { Activation } from '@widthwise/network';
import { correlationMap } from './correlation-map.ts';
import type { WidthStep } from './network-law.ts';
import type { PairKernel } from './pair.ts';
import { type PairDerivatives, pairDerivatives } from './pair-derivatives.ts';
import { homogeneousPairDerivatives } from './pair-derivatives-homogeneous.ts';
import { type PairFluctuation, pairScales } from './pair-fluctuation.ts';

/**
 * One layer of the two-input recursion:
 *
 *   K′ = F(K),   δ′ = J δ + ½ Hess F : Σ,   Σ′ = J Σ Jᵀ + (N/N_l) C,   C = σ_w⁴ Cov(φφ, φφ)
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param step - σ_w > 0, σ_b ≥ 0 and N/N_l.
 * @param state - of the layer before.
 * @returns state of the next layer; undefined where the two inputs have become one (or opposite):
 * decorrelation 0 or 2, or a length 0.
 *
 * Source: derived in `packages/theory/NOTES.md` §6.
 */
export function nextPairFluctuation(
  activation: Activation,
  step: WidthStep,
  state: PairFluctuation,
): PairFluctuation | undefined {
  if (isDegenerate(state.kernel)) return undefined;
  const kernel = correlationMap(activation, step, state.kernel);
  if (isDegenerate(kernel)) return undefined;
  const { jacobian, curvature, noise } = derivativesOf(activation, state);
  const from = pairScales(state.kernel);
  const to = pairScales(kernel);
  const weight = step.sigmaW ** 2;
  // The postactivations' (mean, difference) come in units of the layer before: (1, √Δ, Δ).
  const unit = Float64Array.of(weight, weight * Math.sqrt(from[2]!), weight * from[2]!);
  const ratio = unit.map((value, i) => value / to[i]!);
  const shift = new Float64Array(3);
  const covariance = new Float64Array(9);
  for (let i = 0; i < 3; i += 1) {
    let sum = curvature[i]!;
    for (let j = 0; j < 3; j += 1) sum += jacobian[3 * i + j]! * state.shift[j]!;
    shift[i] = ratio[i]! * sum;
    for (let j = 0; j <= i; j += 1) {
      let spread = step.share * noise[3 * i + j]!;
      for (let k = 0; k < 3; k += 1) {
        for (let l = 0; l < 3; l += 1) {
          spread += jacobian[3 * i + k]! * state.covariance[3 * k + l]! * jacobian[3 * j + l]!;
        }
      }
      covariance[3 * i + j] = ratio[i]! * ratio[j]! * spread;
      covariance[3 * j + i] = covariance[3 * i + j]!;
    }
  }
  return { kernel, shift, covariance };
}

/** By the angle for a homogeneous φ, over the plane for a smooth one. */
const derivativesOf = (activation: Activation, state: PairFluctuation): PairDerivatives =>
  activation.homogeneousVariance === undefined
    ? pairDerivatives(activation, state)
    : homogeneousPairDerivatives(activation, state);

const isDegenerate = ({ lengthA, lengthB, decorrelation }: PairKernel): boolean =>
  !(lengthA > 0 && lengthB > 0 && decorrelation > 0 && decorrelation < 2);

/**
 * First-order corrections in 1/N for two inputs, layer by layer.
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param steps - σ_w > 0, σ_b ≥ 0 and N/N_l of the steps from the first layer on.
 * @param first - state of the first layer of the recursion; `deterministicPair` of layer 1's kernel for two
 * inputs of a network.
 * @returns one state per layer, the first included; it ends before the first layer in which the inputs coincide, are
 * opposite or vanish to rounding.
 * @throws RangeError outside the domain, or if φ has a kink and is not homogeneous.
 *
 * Accuracy: 1e-6 relative for lengths ≤ 10, at any correlation, rounding for a homogeneous φ; the neglected terms are of order (layer/N)².
 * Source: derived in `packages/theory/NOTES.md` §6.
 */
export function pairFluctuations(
  activation: Activation,
  steps: readonly WidthStep[],
  first: PairFluctuation,
): readonly PairFluctuation[] {
  if (!activation.isSmooth && activation.homogeneousVariance === undefined) {
    throw new RangeError(`activation ${activation.name} is neither smooth nor positively homogeneous.`);
  }
  const layers: PairFluctuation[] = [];
  let state: PairFluctuation | undefined = isDegenerate(first.kernel) ? undefined : first;
  while (state !== undefined) {
    layers.push(state);
    const step = steps[layers.length - 1];
    state = step === undefined ? undefined : nextPairFluctuation(activation, step, state);
  }
  return layers;
}
