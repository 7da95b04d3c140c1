import type { Activation } from '@widthwise/network';
import type { ResidualBlock } from './block.ts';
import { blockLength, blockResponse } from './block-length.ts';
import { meanPhi } from './expectations.ts';
import type { KernelLayer } from './kernel-layer.ts';
import { pairKernel } from './pair.ts';
import { type PairMeans, pairMeans } from './pair-means.ts';

/**
 * One layer of the kernel of an infinitely wide network, and the factor by which its derivatives grow.
 *
 *   K′_ab = σ_w² E[y_a y_b] + σ_b² + μ² K_ab,   S_ab = σ_w² E[∂y_a/∂h ∂y_b/∂h] + μ²,   h ~ N(0, K)
 *
 * with y = φ(h), φ(h/√q) or (φ(h) − E φ)/√Var φ, the limits of layer normalization over neurons. Differences
 * E(y_a − y_b)² are carried in place of products, so that 1 − c keeps its relative accuracy.
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param block - σ_w, σ_b, μ and normalization.
 * @param layer - kernel of the layer before.
 * @param slopes - receives S, B × B; what it holds is overwritten.
 * @returns kernel of the next layer; decorrelations of an input whose length stays zero are zero.
 * @throws RangeError if φ has a kink and is not homogeneous.
 *
 * Accuracy: that of `correlationMap`.
 * Source: skip and normalization derived in `packages/theory/NOTES.md` §14.
 */
export function kernelStep(
  activation: Activation,
  block: ResidualBlock,
  layer: KernelLayer,
  slopes?: Float64Array,
): KernelLayer {
  const count = layer.lengths.length;
  const isScaled = block.normalization === 'preactivation';
  const argument = isScaled ? new Float64Array(count).fill(1) : layer.lengths;
  const lengths = layer.lengths.map((q) => blockLength(activation, block, q));
  const means = pairMeans(activation, { lengths: argument, decorrelations: layer.decorrelations }, slopes);
  if (block.normalization === 'postactivation') normalizeDifferences(activation, block, layer.lengths, means);
  const decorrelations = nextDecorrelations(block, layer, lengths, means.differences);
  if (block.normalization === 'none') mendZeroLengths(activation, block, layer, lengths, decorrelations);
  mirror(decorrelations, count);
  if (slopes !== undefined) finishSlopes(activation, block, layer.lengths, slopes);
  return { lengths, decorrelations };
}

/** E(y_a − y_b)² of y = (φ − m)/s from E(φ_a − φ_b)²: (E(φ_a − φ_b)² − (m_a − m_b)² − (s_a − s_b)²)/(s_a s_b). */
function normalizeDifferences(
  activation: Activation,
  block: ResidualBlock,
  lengths: Float64Array,
  { differences }: PairMeans,
): void {
  const count = lengths.length;
  const means = lengths.map((q) => meanPhi(activation, q));
  const deviations = lengths.map((q) => Math.sqrt(blockResponse(activation, block, q).divisor));
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      const [shift, spread] = [means[a]! - means[b]!, deviations[a]! - deviations[b]!];
      const rest = differences[a * count + b]! - shift * shift - spread * spread;
      differences[a * count + b] = Math.max(0, rest / (deviations[a]! * deviations[b]!));
    }
  }
}

/** 1 − c′ above the diagonal from Δ′ = σ_w² E(y_a − y_b)² + μ² Δ, in place of the differences. */
function nextDecorrelations(
  { sigmaW, skip }: ResidualBlock,
  layer: KernelLayer,
  lengths: Float64Array,
  differences: Float64Array,
): Float64Array {
  const count = lengths.length;
  const weight = sigmaW * sigmaW;
  const kept = skip * skip;
  const before = layer.lengths.map(Math.sqrt);
  const roots = lengths.map(Math.sqrt);
  for (let a = 0; a < count; a += 1) {
    const root = roots[a]!;
    for (let b = a + 1; b < count; b += 1) {
      const at = a * count + b;
      let difference = weight * differences[at]!;
      if (kept !== 0) {
        const apart = before[a]! - before[b]!;
        difference += kept * (apart * apart + 2 * before[a]! * before[b]! * layer.decorrelations[at]!);
      }
      const gap = root - roots[b]!;
      const scale = 2 * root * roots[b]!;
      const value = scale === 0 ? 0 : (difference - gap * gap) / scale;
      differences[at] = Math.min(2, Math.max(0, value));
    }
  }
  return differences;
}

/** Where one input has length zero its preactivations are constant and E[φ φ] factorizes. */
function mendZeroLengths(
  activation: Activation,
  { sigmaW, sigmaB }: ResidualBlock,
  layer: KernelLayer,
  lengths: Float64Array,
  decorrelations: Float64Array,
): void {
  const count = lengths.length;
  if (!layer.lengths.includes(0)) return;
  const means = layer.lengths.map((q) => meanPhi(activation, q));
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      if (layer.lengths[a] !== 0 && layer.lengths[b] !== 0) continue;
      const overlap = sigmaW ** 2 * means[a]! * means[b]! + sigmaB ** 2;
      // A length is zero only without biases, and then stays so unless φ(0) ≠ 0.
      decorrelations[a * count + b] =
        activation.phi(0) === 0 ? 0 : pairKernel(lengths[a]!, lengths[b]!, overlap).decorrelation;
    }
  }
}

/** Adds weights, normalization and skip to E[φ′_a φ′_b] above the diagonal, and the diagonal. */
function finishSlopes(
  activation: Activation,
  block: ResidualBlock,
  lengths: Float64Array,
  slopes: Float64Array,
): void {
  const count = lengths.length;
  const weight = block.sigmaW ** 2;
  const kept = block.skip ** 2;
  const divisors = new Float64Array(count);
  for (let a = 0; a < count; a += 1) {
    const { slope, divisor } = blockResponse(activation, block, lengths[a]!);
    divisors[a] = Math.sqrt(divisor);
    slopes[a * count + a] = weight * slope + kept;
  }
  for (let a = 0; a < count; a += 1) {
    for (let b = a + 1; b < count; b += 1) {
      const at = a * count + b;
      slopes[at] = (weight * slopes[at]!) / (divisors[a]! * divisors[b]!) + kept;
    }
  }
  mirror(slopes, count);
}

/** Rows and columns of one tile fit the cache. */
const TILE = 32;

/**
 * @param matrix - B × B, of which what lies above the diagonal is copied below it.
 * @param count - B.
 */
export function mirror(matrix: Float64Array, count: number): void {
  for (let top = 0; top < count; top += TILE) {
    for (let left = top; left < count; left += TILE) {
      const [bottom, right] = [Math.min(count, top + TILE), Math.min(count, left + TILE)];
      for (let a = top; a < bottom; a += 1) {
        for (let b = Math.max(left, a + 1); b < right; b += 1) matrix[b * count + a] = matrix[a * count + b]!;
      }
    }
  }
}
