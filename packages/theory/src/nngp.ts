import type { Activation } from '@widthwise/network';
import { plainBlock, type ResidualBlock } from './block.ts';
import type { KernelLayer } from './kernel-layer.ts';
import { kernelStep, mirror } from './kernel-step.ts';
import type { NetworkLaw } from './network-law.ts';
import { decorrelationOf, overlapOf, type PairKernel } from './pair.ts';
import { requireDepth, requireScales, type Scales } from './scales.ts';

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
  uniteEqualLengths(lengths);
  const decorrelations = new Float64Array(count * count);
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      const [lengthA, lengthB] = [lengths[a]!, lengths[b]!];
      if (!(lengthA > 0 && lengthB > 0)) continue;
      // x_a − x_b has no bias term, so that nearly equal inputs keep their difference.
      const [aa, ab] = [overlaps[a * count + a]!, overlaps[a * count + b]!];
      const difference = weight * (aa + overlaps[b * count + b]! - 2 * ab);
      decorrelations[a * count + b] = decorrelationOf(lengthA, lengthB, difference);
    }
  }
  mirror(decorrelations, count);
  return { lengths, decorrelations };
}

/** Lengths that differ by less than this are one to rounding: sums of n₀ squares in any order. */
const ROUNDING = 16 * Number.EPSILON;

/** Inputs normalized alike get one length, so that what depends on lengths is computed once and pairs keep their symmetry. */
function uniteEqualLengths(lengths: Float64Array): void {
  const known: number[] = [];
  lengths.forEach((q, a) => {
    const found = known.find((other) => Math.abs(q - other) <= ROUNDING * other);
    if (found === undefined) known.push(q);
    else lengths[a] = found;
  });
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
  requireScales(scales);
  return kernelStep(activation, plainBlock(scales), layer);
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
  const blocks = new Array<ResidualBlock>(depth - 1).fill(plainBlock(scales));
  return kernelTrajectory(activation, { first: scales, blocks }, overlaps);
}

/**
 * Infinite-width kernels of all layers of any architecture: skip connections, layer normalization and the scale of a μP output.
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param law - of the network.
 * @param overlaps - x_a·x_b/n₀, B × B row-major.
 * @returns at most L layers: the list ends before the first layer of which a length is not finite.
 * @throws RangeError outside the domain.
 */
export function kernelTrajectory(
  activation: Activation,
  { first, blocks }: Pick<NetworkLaw, 'first' | 'blocks'>,
  overlaps: Float64Array,
): readonly KernelLayer[] {
  const layers: KernelLayer[] = [];
  let layer = firstKernel(first, overlaps);
  while (layer.lengths.every(Number.isFinite)) {
    layers.push(layer);
    const block = blocks[layers.length - 1];
    if (block === undefined) break;
    layer = kernelStep(activation, block, layer);
  }
  return layers;
}
