/** Where a layer's weights stand: the output is the last layer of a network with `outputWidth`. */
export type LayerRole = 'input' | 'hidden' | 'output';

interface LayerPlace {
  readonly role: LayerRole;
  readonly fanIn: number;
  readonly fanOut: number;
  readonly sigmaW: number;
  readonly sigmaB: number;
}

/**
 * One layer under a parameterization W = multiplier · w with w trained at learning rate η · rate, biases likewise.
 */
export interface LayerScaling {
  /** Var W_ij as the forward pass sees it. */
  readonly weightVariance: number;
  /** rate · multiplier²: what a weight adds to the tangent kernel per product of the activations and backward signals it joins. */
  readonly weightGradient: number;
  /** rate · multiplier² of the bias. */
  readonly biasGradient: number;
}

type Parameterization = (place: LayerPlace) => LayerScaling;

/** W_ij ~ N(0, σ_w²/n) trained as they are. */
const standard: Parameterization = ({ fanIn, sigmaW }) => ({
  weightVariance: sigmaW ** 2 / fanIn,
  weightGradient: 1,
  biasGradient: 1,
});

/** W = σ_w/√n w, b = σ_b β, w and β standard normal. */
const ntk: Parameterization = ({ fanIn, sigmaW, sigmaB }) => ({
  weightVariance: sigmaW ** 2 / fanIn,
  weightGradient: sigmaW ** 2 / fanIn,
  biasGradient: sigmaB ** 2,
});

/**
 * Maximal update: the output's weights have variance σ_w²/n², and the rates of plain gradient descent are those at which every layer
 * learns features at any width: fan-out for input weights and biases, 1 for hidden and 1/fan-in for output weights.
 */
const mup: Parameterization = ({ role, fanIn, fanOut, sigmaW }) => ({
  weightVariance: sigmaW ** 2 / (role === 'output' ? fanIn ** 2 : fanIn),
  weightGradient: { input: fanOut, hidden: 1, output: 1 / fanIn }[role],
  biasGradient: fanOut,
});

/**
 * Parameterizations, as data. The forward law at initialization differs in the output layer alone; tangent kernels differ in every layer.
 *
 * Source: Jacot, Gabriel & Hongler 2018, arXiv:1806.07572; Yang et al. 2022, arXiv:2203.03466, table 3 (SGD).
 */
export const parameterizations = Object.freeze({ mup, ntk, standard });

export type ParameterizationName = keyof typeof parameterizations;
