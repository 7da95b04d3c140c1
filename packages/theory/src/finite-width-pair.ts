import type { Activation } from '@widthwise/network';
import { correlationMap } from './correlation-map.ts';
import type { PairKernel } from './pair.ts';
import { pairDerivatives } from './pair-derivatives.ts';
import { type PairFluctuation, pairScales } from './pair-fluctuation.ts';
import { requireDepth, type Scales } from './scales.ts';

/**
 * One layer of the two-input recursion:
 *
 *   K′ = F(K),   δ′ = J δ + ½ Hess F : Σ,   Σ′ = J Σ Jᵀ + C,   C = σ_w⁴ Cov(φφ, φφ)
 *
 * @param activation - smooth φ.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param state - of the layer before.
 * @returns state of the next layer; undefined where the two inputs have become one (or opposite):
 * decorrelation 0 or 2, or a length 0.
 *
 * Source: derived in `packages/theory/NOTES.md` §6.
 */
export function nextPairFluctuation(
  activation: Activation,
  scales: Scales,
  state: PairFluctuation,
): PairFluctuation | undefined {
  if (isDegenerate(state.kernel)) return undefined;
  const kernel = correlationMap(activation, scales, state.kernel);
  if (isDegenerate(kernel)) return undefined;
  const { jacobian, curvature, noise } = pairDerivatives(activation, state);
  const from = pairScales(state.kernel);
  const to = pairScales(kernel);
  const weight = scales.sigmaW ** 2;
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
      let spread = noise[3 * i + j]!;
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

const isDegenerate = ({ lengthA, lengthB, decorrelation }: PairKernel): boolean =>
  !(lengthA > 0 && lengthB > 0 && decorrelation > 0 && decorrelation < 2);

/**
 * First-order corrections in 1/N for two inputs and a smooth φ, layer by layer.
 *
 * @param activation - smooth φ.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param first - state of the first layer of the recursion; `deterministicPair` of layer 1's kernel for two
 * inputs of a network.
 * @param depth - number of layers wanted, the first included.
 * @returns one state per layer; it ends before the first layer in which the inputs coincide, are opposite or
 * vanish to rounding.
 * @throws RangeError outside the domain, or if φ has a kink.
 *
 * Accuracy: 1e-6 relative for lengths ≤ 10, at any correlation; the neglected terms are of order (layer/N)².
 * Source: derived in `packages/theory/NOTES.md` §6.
 */
export function pairFluctuations(
  activation: Activation,
  scales: Scales,
  first: PairFluctuation,
  depth: number,
): readonly PairFluctuation[] {
  requireDepth(depth);
  if (!activation.isSmooth) throw new RangeError(`activation ${activation.name} has a kink.`);
  const layers: PairFluctuation[] = [];
  let state: PairFluctuation | undefined = isDegenerate(first.kernel) ? undefined : first;
  while (state !== undefined && layers.length < depth) {
    layers.push(state);
    state = layers.length < depth ? nextPairFluctuation(activation, scales, state) : undefined;
  }
  return layers;
}
