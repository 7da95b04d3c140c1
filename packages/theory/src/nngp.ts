import type { Activation } from '@widthwise/network';
import { correlationMap } from './correlation-map.ts';
import { meanPhi } from './expectations.ts';
import { lengthMap } from './length-map.ts';
import { decorrelationOf, overlapOf, type PairKernel, pairKernel } from './pair.ts';
import { requireDepth, requireScales, type Scales } from './scales.ts';

/** The infinite-width kernel of B inputs in one layer, with decorrelations carried by themselves. */
export interface KernelLayer {
  /** q_aa; [B]. */
  readonly lengths: Float64Array;
  /** 1 − c_ab, zero on the diagonal; B × B row-major. */
  readonly decorrelations: Float64Array;
}

/**
 * Kernel of layer 1: q_ab = σ_w² x_a·x_b/n₀ + σ_b².
 *
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param overlaps - x_a·x_b/n₀, B × B row-major, symmetric positive semidefinite.
 * @returns lengths and decorrelations of layer 1.
 * @throws RangeError if the matrix is not square or a length is negative.
 */
export function firstKernel(scales: Scales, overlaps: Float64Array): KernelLayer {
  requireScales(scales);
  const count = Math.round(Math.sqrt(overlaps.length));
  if (count < 1 || count * count !== overlaps.length) {
    throw new RangeError(`overlaps must be a square matrix, got ${overlaps.length} entries.`);
  }
  const weight = scales.sigmaW ** 2;
  const lengths = Float64Array.from({ length: count }, (_, a) => {
    const squaredNorm = overlaps[a * count + a] ?? 0;
    if (!(squaredNorm >= 0))
      throw new RangeError(`overlap ${a + 1},${a + 1} must be non-negative, got ${squaredNorm}.`);
    return weight * squaredNorm + scales.sigmaB ** 2;
  });
  const decorrelations = new Float64Array(count * count);
  forPairs(count, (a, b) => {
    // x_a − x_b has no bias term, so that nearly equal inputs keep their difference.
    const aa = overlaps[a * count + a]!;
    const bb = overlaps[b * count + b]!;
    const ab = overlaps[a * count + b]!;
    const [lengthA, lengthB] = [lengths[a]!, lengths[b]!];
    const value =
      lengthA > 0 && lengthB > 0 ? decorrelationOf(lengthA, lengthB, weight * (aa + bb - 2 * ab)) : 0;
    decorrelations[a * count + b] = value;
    decorrelations[b * count + a] = value;
  });
  return { lengths, decorrelations };
}

function forPairs(count: number, visit: (a: number, b: number) => void): void {
  for (let a = 0; a < count; a += 1) for (let b = a + 1; b < count; b += 1) visit(a, b);
}

/**
 * The kernel of one pair of inputs.
 *
 * @param layer - of all inputs.
 * @param a - zero-based input.
 * @param b - zero-based input.
 * @returns their lengths and decorrelation.
 */
export function pairOf(layer: KernelLayer, a: number, b: number): PairKernel {
  const count = layer.lengths.length;
  return {
    lengthA: layer.lengths[a] ?? 0,
    lengthB: layer.lengths[b] ?? 0,
    decorrelation: layer.decorrelations[a * count + b] ?? 0,
  };
}

/**
 * The matrix q_ab of a layer.
 *
 * @param layer - lengths and decorrelations of B inputs.
 * @returns B × B row-major, in units of z².
 */
export function kernelMatrix(layer: KernelLayer): Float64Array {
  const count = layer.lengths.length;
  return Float64Array.from({ length: count * count }, (_, at) =>
    overlapOf(pairOf(layer, Math.floor(at / count), at % count)),
  );
}

/**
 * One layer of the neural network Gaussian process kernel: the length map for each input and the correlation
 * map for each pair.
 *
 *   K′_ab = σ_w² E[φ(z_a) φ(z_b)] + σ_b²,   z ~ N(0, K)
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param layer - kernel of the layer before.
 * @returns kernel of the next layer; decorrelations of an input whose length stays zero are zero.
 * @throws RangeError outside the domain.
 *
 * Source: Lee et al. 2018, arXiv:1711.00165; Poole et al. 2016, arXiv:1606.05340.
 */
export function nngpStep(activation: Activation, scales: Scales, layer: KernelLayer): KernelLayer {
  const count = layer.lengths.length;
  const lengths = layer.lengths.map((q) => lengthMap(activation, scales, q));
  const decorrelations = new Float64Array(count * count);
  forPairs(count, (a, b) => {
    const pair = pairOf(layer, a, b);
    const decorrelation =
      pair.lengthA === 0 || pair.lengthB === 0
        ? decorrelationFromZero(activation, scales, pair)
        : correlationMap(activation, scales, pair).decorrelation;
    decorrelations[a * count + b] = decorrelation;
    decorrelations[b * count + a] = decorrelation;
  });
  return { lengths, decorrelations };
}

/**
 * 1 − c of the next layer where one input has length zero, so that its preactivations are constant and E[φ φ]
 * factorizes.
 */
function decorrelationFromZero(activation: Activation, scales: Scales, pair: PairKernel): number {
  // Without biases, a length that is zero stays so.
  if (activation.phi(0) === 0) return 0;
  const lengthA = lengthMap(activation, scales, pair.lengthA);
  const lengthB = lengthMap(activation, scales, pair.lengthB);
  const product = meanPhi(activation, pair.lengthA) * meanPhi(activation, pair.lengthB);
  return pairKernel(lengthA, lengthB, scales.sigmaW ** 2 * product + scales.sigmaB ** 2).decorrelation;
}

/**
 * Infinite-width kernels of all layers.
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param overlaps - x_a·x_b/n₀, B × B row-major.
 * @param depth - number L of layers.
 * @returns at most L layers: the list ends before the first layer of which a length is infinite.
 * @throws RangeError outside the domain.
 */
export function nngpTrajectory(
  activation: Activation,
  scales: Scales,
  overlaps: Float64Array,
  depth: number,
): readonly KernelLayer[] {
  requireDepth(depth);
  const layers: KernelLayer[] = [];
  let layer = firstKernel(scales, overlaps);
  while (layers.length < depth && layer.lengths.every(Number.isFinite)) {
    layers.push(layer);
    if (layers.length < depth) layer = nngpStep(activation, scales, layer);
  }
  return layers;
}
