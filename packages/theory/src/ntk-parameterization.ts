import type { Scales } from './scales.ts';

/** How the trained parameters enter the network, as far as the tangent kernel sees it. */
export interface NtkParameterization {
  /**
   * Squared gradient of a preactivation with respect to the weights (per mean squared postactivation of the layer
   * before) and to the bias.
   */
  readonly gradientScales: (
    scales: Scales,
    fanIn: number,
  ) => { readonly weight: number; readonly bias: number };
}

/**
 * Parameterizations of one and the same random function, whose tangent kernels differ.
 *
 * - `ntk`: h = σ_w/√n W a + σ_b b with unit Gaussian parameters; Θ stays finite as n → ∞.
 * - `standard`: h = W a + b with Var W = σ_w²/n, Var b = σ_b²; Θ grows as n, and the learning rate must fall as 1/n.
 *   Biases are trained also where σ_b = 0.
 *
 * Source: Jacot, Gabriel & Hongler 2018, arXiv:1806.07572; Sohl-Dickstein et al. 2020, arXiv:2001.07301.
 */
export const ntkParameterizations = Object.freeze({
  ntk: { gradientScales: ({ sigmaW, sigmaB }) => ({ weight: sigmaW ** 2, bias: sigmaB ** 2 }) },
  standard: { gradientScales: (_scales, fanIn) => ({ weight: fanIn, bias: 1 }) },
} satisfies Record<string, NtkParameterization>);
