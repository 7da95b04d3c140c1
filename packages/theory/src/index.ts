export type { BlockNormalization, ResidualBlock } from './block.ts';
export { networkLengths } from './block-length.ts';
export {
  type Phase,
  type TheoryReport,
  theoryReport,
} from './calculator.ts';
export { chi1 } from './chi1.ts';
export { correlationMap } from './correlation-map.ts';
export { depthScaleCorrelation, depthScaleLength } from './depth-scale.ts';
export {
  type Divergences,
  type EntropyOptions,
  entropyGapFirstOrder,
  entropyGapInfiniteWidth,
  isotropicDivergencesFirstOrder,
  isotropicDivergencesInfiniteWidth,
} from './entropy.ts';
export {
  type EquilibriumPoint,
  equilibriumPoint,
  equilibriumThreshold,
  symmetricEquilibriumPoint,
} from './equilibrium-fixed-point.ts';
export {
  goeGainAfterTwoSteps,
  type LinearEquilibrium,
  linearEquilibrium,
  orthogonalEquilibriumGain,
  type TiedFamily,
  truncatedGain,
} from './equilibrium-linear.ts';
export { meanMismatch } from './finite-width-injected.ts';
export {
  homogeneousRelativeVariance,
  type LengthFluctuation,
  lengthFluctuations,
} from './finite-width-length.ts';
export { normalizedLengthFluctuations } from './finite-width-normalized.ts';
export { pairFluctuations } from './finite-width-pair.ts';
export { fixedPointDecorrelation, fixedPointLength } from './fixed-point.ts';
export { channelEfficiency, channelInformation, gaussianProductInformation } from './gaussian-channel.ts';
export { homogeneousExcessKurtosis } from './homogeneous-kurtosis.ts';
export { homogeneousLogGain, jacobianGainFirstOrder, jacobianLogGainFirstOrder } from './jacobian-gain.ts';
export {
  gaussianProductEdge,
  jacobianSpectrum,
  layeredJacobianSpectrum,
  type SpectrumMoments,
  type WeightFamily,
} from './jacobian-spectrum.ts';
export { kernelDivergences } from './kernel-divergence.ts';
export { pairDivergenceCorrection, scalarDivergenceCorrection } from './kernel-divergence-correction.ts';
export type { KernelLayer } from './kernel-layer.ts';
export { lengthMap, lengthMapSlope, lengthTrajectory } from './length-map.ts';
export {
  type GradientScales,
  type NetworkLaw,
  networkLaw,
  type WidthStep,
  widthSteps,
} from './network-law.ts';
export {
  firstKernel,
  kernelMatrix,
  kernelTrajectory,
  nngpStep,
  nngpTrajectory,
  pairOf,
} from './nngp.ts';
export { type NtkLayer, type NtkOptions, ntkTrajectory, tangentContributions } from './ntk.ts';
export {
  homogeneousNtkMoments,
  homogeneousNtkMomentsOneHidden,
  type NtkMoments,
} from './ntk-finite-width.ts';
export { type NtkParameterization, ntkParameterizations } from './ntk-parameterization.ts';
export {
  decorrelationOf,
  overlapOf,
  type PairFrame,
  type PairKernel,
  pairFrame,
  pairKernel,
} from './pair.ts';
export {
  deterministicPair,
  type PairCorrection,
  type PairFluctuation,
  pairCorrection,
} from './pair-fluctuation.ts';
export {
  type JacobianLayer,
  jacobianDepthScale,
  jacobianGain,
  normalizedCriticalRatio,
  partialJacobianNorms,
} from './partial-jacobian.ts';
export { type CriticalPoint, criticalPoint, criticalSigmaW } from './phase-boundary.ts';
export { scalarChannelInformation } from './scalar-channel.ts';
export type { Scales } from './scales.ts';
export { linearOutputLogDensity, linearOutputNegentropy } from './variance-gamma.ts';
