import type { Activation } from '@widthwise/network';
import { meanProductDphi } from './mean-product-dphi.ts';
import { type KernelLayer, kernelMatrix, nngpTrajectory, pairOf } from './nngp.ts';
import type { NtkParameterization } from './ntk-parameterization.ts';
import type { Scales } from './scales.ts';

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
 * Source: Jacot, Gabriel & Hongler 2018, arXiv:1806.07572, theorem 1, with σ_w = 1 and β = σ_b; standard
 * parameterization: Sohl-Dickstein et al. 2020, arXiv:2001.07301.
 */
export function ntkTrajectory(
  activation: Activation,
  scales: Scales,
  { overlaps, depth, parameterization, inputDimension, width }: NtkOptions,
): readonly NtkLayer[] {
  requireFanIn('inputDimension', inputDimension);
  requireFanIn('width', width);
  const layers: NtkLayer[] = [];
  for (const nngp of nngpTrajectory(activation, scales, overlaps, depth)) {
    const before = layers.at(-1);
    const fanIn = before === undefined ? inputDimension : width;
    const { weight, bias } = parameterization.gradientScales(scales, fanIn);
    const products = before === undefined ? overlaps : meanProducts(nngp, scales);
    const carried = before === undefined ? undefined : carriedKernel(activation, scales, before);
    layers.push({
      nngp,
      ntk: products.map((product, at) => weight * product + bias + (carried?.[at] ?? 0)),
    });
  }
  return layers;
}

function requireFanIn(name: string, value: number): void {
  if (!(Number.isInteger(value) && value > 0)) {
    throw new RangeError(`${name} must be a positive integer, got ${value}.`);
  }
}

/** E[φ_a φ_b] of the layer before, from the kernel of this one. */
const meanProducts = (nngp: KernelLayer, { sigmaW, sigmaB }: Scales): Float64Array =>
  kernelMatrix(nngp).map((entry) => (entry - sigmaB ** 2) / sigmaW ** 2);

/** σ_w² E[φ′_a φ′_b] Θ_ab. */
function carriedKernel(activation: Activation, { sigmaW }: Scales, { nngp, ntk }: NtkLayer): Float64Array {
  const count = nngp.lengths.length;
  const carried = new Float64Array(count * count);
  for (let a = 0; a < count; a += 1) {
    for (let b = 0; b <= a; b += 1) {
      const value = sigmaW ** 2 * meanProductDphi(activation, pairOf(nngp, a, b)) * ntk[a * count + b]!;
      carried[a * count + b] = value;
      carried[b * count + a] = value;
    }
  }
  return carried;
}
