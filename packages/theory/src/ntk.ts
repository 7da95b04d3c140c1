import type { Activation } from '@widthwise/network';
import { plainBlock, type ResidualBlock } from './block.ts';
import type { KernelLayer } from './kernel-layer.ts';
import { kernelStep, mirror } from './kernel-step.ts';
import type { GradientScales, NetworkLaw } from './network-law.ts';
import { firstKernel } from './nngp.ts';
import type { NtkParameterization } from './ntk-parameterization.ts';
import { requireDepth, type Scales } from './scales.ts';

/** Both infinite-width kernels of B inputs in one layer. */
export interface NtkLayer {
  /** Covariance of preactivations. */
  readonly nngp: KernelLayer;
  /** Θ_ab; B × B row-major, symmetric. */
  readonly ntk: Float64Array;
}

export interface NtkOptions {
  /** x_a·x_b/n₀, B × B row-major, symmetric positive semidefinite. */
  readonly overlaps: Float64Array;
  /** Number L of weight layers; layer L is the readout. */
  readonly depth: number;
  readonly parameterization: NtkParameterization;
  /** n₀. */
  readonly inputDimension: number;
  /** N of every hidden layer. */
  readonly width: number;
}

/**
 * Neural tangent kernel of a deep, fully connected, infinitely wide network: the inner product of the gradients
 * of one output with respect to all weights and biases.
 *
 *   Θ¹ = g_w¹ x_a·x_b/n₀ + g_b,   Θ^{l+1} = g_w^{l+1} E[φ_a φ_b] + g_b + σ_w² E[φ′_a φ′_b] Θ^l,   z ~ N(0, K^l)
 *
 * with (g_w, g_b) of the parameterization: (σ_w², σ_b²) makes the first terms K^{l+1}.
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param scales - σ_w > 0, σ_b ≥ 0.
 * @param options - inputs, depth, parameterization and, for those that see them, the fan-ins.
 * @returns at most L layers: the list ends before the first layer of which a length is infinite.
 * @throws RangeError outside the domain.
 *
 * Accuracy: 1e-10 absolute for relu and erf, five layers (test); for a φ without closed forms that of
 * `correlationMap` and `meanProductDphi`.
 * Source: Jacot, Gabriel & Hongler 2018, arXiv:1806.07572, limit kernel at initialization, with σ_w = 1 and β = σ_b; standard
 * parameterization: Sohl-Dickstein et al. 2020, arXiv:2001.07301.
 */
export function ntkTrajectory(
  activation: Activation,
  scales: Scales,
  { overlaps, depth, parameterization, inputDimension, width }: NtkOptions,
): readonly NtkLayer[] {
  requireFanIn('inputDimension', inputDimension);
  requireFanIn('width', width);
  requireDepth(depth);
  const blocks = new Array<ResidualBlock>(depth - 1).fill(plainBlock(scales));
  const gradients = Array.from({ length: depth }, (_, layer) =>
    parameterization.gradientScales(scales, layer === 0 ? inputDimension : width),
  );
  return tangentKernels(activation, { first: scales, blocks, gradients }, overlaps);
}

function requireFanIn(name: string, value: number): void {
  if (!(Number.isInteger(value) && value > 0)) {
    throw new RangeError(`${name} must be a positive integer, got ${value}.`);
  }
}

/** Without widths, which infinitely wide networks do not have. */
type Limit = Pick<NetworkLaw, 'first' | 'blocks' | 'gradients'>;

/**
 * Tangent kernels of any architecture, infinite width: the same recursion with y in place of φ and, in the last term,
 * σ_w² E[∂y_a/∂h ∂y_b/∂h] + μ².
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param law - of the network.
 * @param overlaps - x_a·x_b/n₀, B × B row-major.
 * @returns at most L layers: the list ends before the first layer of which a length is not finite.
 * @throws RangeError outside the domain.
 *
 * Source: Jacot, Gabriel & Hongler 2018, arXiv:1806.07572, limit kernel at initialization; skip and normalization derived in `packages/theory/NOTES.md` §14.
 */
export function tangentKernels(
  activation: Activation,
  law: Limit,
  overlaps: Float64Array,
): readonly NtkLayer[] {
  const layers: NtkLayer[] = [];
  walk(activation, law, overlaps, ({ nngp, gradient, slopes }) => {
    const before = layers.at(-1)?.ntk;
    const ntk = gradient;
    if (before !== undefined && slopes !== undefined) {
      for (let at = 0; at < ntk.length; at += 1) ntk[at]! += slopes[at]! * before[at]!;
    }
    layers.push({ nngp, ntk });
  });
  return layers;
}

/**
 * What each layer's parameters add to the tangent kernel of the last layer, infinite width.
 *
 *   Θ^L = Σ_l C^l,   C^l = (g_w^l E[y_a y_b] + g_b^l) ∏_{k=l}^{L−1} S^k_ab,   S as in `kernelStep`
 *
 * @param activation - φ, smooth or positively homogeneous.
 * @param law - of the network.
 * @param overlaps - x_a·x_b/n₀, B × B row-major.
 * @returns C^1 … C^L, each B × B row-major; undefined if a length of a layer is not finite.
 * @throws RangeError outside the domain.
 *
 * Accuracy: that of `kernelStep`.
 * Source: Jacot, Gabriel & Hongler 2018, arXiv:1806.07572, limit kernel at initialization, unrolled.
 */
export function tangentContributions(
  activation: Activation,
  law: Limit,
  overlaps: Float64Array,
): readonly Float64Array[] | undefined {
  const contributions: Float64Array[] = [];
  walk(activation, law, overlaps, ({ gradient, slopes }) => {
    for (const earlier of contributions) {
      for (let at = 0; at < earlier.length; at += 1) earlier[at]! *= slopes?.[at] ?? 1;
    }
    contributions.push(gradient);
  });
  return contributions.length === law.gradients.length ? contributions : undefined;
}

interface Walked {
  readonly nngp: KernelLayer;
  /** g_w E[y_a y_b] + g_b; the visitor's to keep. */
  readonly gradient: Float64Array;
  /** S of the layer before, reused for the next; undefined at layer 1. */
  readonly slopes: Float64Array | undefined;
}

function walk(
  activation: Activation,
  { first, blocks, gradients }: Limit,
  overlaps: Float64Array,
  visit: (layer: Walked) => void,
): void {
  let nngp = firstKernel(first, overlaps);
  let slopes: Float64Array | undefined;
  gradients.forEach((scale, index) => {
    const block = blocks[index - 1];
    if (block === undefined) {
      visit({ nngp, gradient: overlaps.map((overlap) => scale.weight * overlap + scale.bias), slopes });
      return;
    }
    if (!nngp.lengths.every(Number.isFinite)) return;
    const before = nngp;
    slopes ??= new Float64Array(overlaps.length);
    nngp = kernelStep(activation, block, before, slopes);
    if (nngp.lengths.every(Number.isFinite)) {
      visit({ nngp, gradient: gradientKernel(before, nngp, block, scale), slopes });
    }
  });
}

/** g_w E[y_a y_b] + g_b, with E[y_a y_b] = (K′_ab − σ_b² − μ² K_ab)/σ_w² of two successive kernels. */
function gradientKernel(
  before: KernelLayer,
  nngp: KernelLayer,
  { sigmaW, sigmaB, skip }: ResidualBlock,
  { weight, bias }: GradientScales,
): Float64Array {
  const count = nngp.lengths.length;
  const gradient = new Float64Array(count * count);
  const [old, roots] = [before.lengths.map(Math.sqrt), nngp.lengths.map(Math.sqrt)];
  const perWeight = weight / (sigmaW * sigmaW);
  const constant = bias - perWeight * sigmaB * sigmaB;
  const kept = perWeight * skip * skip;
  for (let a = 0; a < count; a += 1) {
    for (let b = a; b < count; b += 1) {
      const at = a * count + b;
      const entry = roots[a]! * roots[b]! * (1 - nngp.decorrelations[at]!);
      let value = perWeight * entry + constant;
      if (kept !== 0) value -= kept * old[a]! * old[b]! * (1 - before.decorrelations[at]!);
      gradient[at] = value;
    }
  }
  mirror(gradient, count);
  return gradient;
}
