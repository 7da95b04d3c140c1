import type { Activation } from '@widthwise/network';
import { meanSquaredDifference } from './correlation-map.ts';
import type { KernelLayer } from './kernel-layer.ts';
import { meanProductDphi } from './mean-product-dphi.ts';
import { sineMinusArc } from './sine-minus-arc.ts';

/** Expectations over pairs of inputs; of B × B entries those above the diagonal are set. */
export interface PairMeans {
  /** E(φ_a − φ_b)². */
  readonly differences: Float64Array;
}

/**
 * @param activation - φ, smooth or positively homogeneous.
 * @param layer - kernel of the arguments of φ.
 * @param slopes - receives E[φ′_a φ′_b] above the diagonal.
 * @returns mean squared differences; 0 where a length is 0.
 * @throws RangeError if φ has a kink and is not homogeneous.
 */
export const pairMeans = (activation: Activation, layer: KernelLayer, slopes?: Float64Array): PairMeans =>
  activation.homogeneousVariance === undefined
    ? generalMeans(activation, layer, slopes)
    : homogeneousMeans(activation, layer, slopes);

function generalMeans(activation: Activation, layer: KernelLayer, slopes?: Float64Array): PairMeans {
  const { lengths, decorrelations } = layer;
  const count = lengths.length;
  const differences = new Float64Array(count * count);
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      const at = a * count + b;
      const kernel = { lengthA: lengths[a]!, lengthB: lengths[b]!, decorrelation: decorrelations[at]! };
      if (kernel.lengthA > 0 && kernel.lengthB > 0) {
        differences[at] = meanSquaredDifference(activation, kernel);
      }
      if (slopes !== undefined) slopes[at] = meanProductDphi(activation, kernel);
    }
  }
  return { differences };
}

/**
 * Both expectations of φ(z) = α z + β|z| from one angle, cos θ = c:
 * E(φ_a − φ_b)² = α²Δ + β²[Δ − (4/π)√(q_a q_b)(sin θ − θ cos θ)], E[φ′_a φ′_b] = (p² + n²)/2 (1 − θ/π) + p n θ/π.
 */
function homogeneousMeans(activation: Activation, layer: KernelLayer, slopes?: Float64Array): PairMeans {
  const { lengths, decorrelations } = layer;
  const count = lengths.length;
  const differences = new Float64Array(count * count);
  const roots = lengths.map(Math.sqrt);
  const alpha = ((activation.phi(1) - activation.phi(-1)) / 2) ** 2;
  const beta = ((activation.phi(1) + activation.phi(-1)) / 2) ** 2;
  const [p, n] = [activation.dphi(1), activation.dphi(-1)];
  const same = (p * p + n * n) / 2;
  const perRadian = (p * n - same) / Math.PI;
  for (let a = 0; a < count; a += 1) {
    const root = roots[a]!;
    for (let b = a + 1; b < count; b += 1) {
      const at = a * count + b;
      const decorrelation = decorrelations[at]!;
      const theta = 2 * Math.asin(Math.sqrt(decorrelation / 2));
      const product = root * roots[b]!;
      const gap = root - roots[b]!;
      const difference = gap * gap + 2 * product * decorrelation;
      const folded = difference - (4 / Math.PI) * product * sineMinusArc(theta, decorrelation);
      differences[at] = alpha * difference + (folded > 0 ? beta * folded : 0);
      if (slopes !== undefined) slopes[at] = same + perRadian * theta;
    }
  }
  return { differences };
}
