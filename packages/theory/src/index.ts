export {
  type LayerReport,
  layerReport,
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
export { meanMismatch } from './finite-width-injected.ts';
export {
  homogeneousRelativeVariance,
  type LengthFluctuation,
  lengthFluctuations,
} from './finite-width-length.ts';
export { pairFluctuations } from './finite-width-pair.ts';
export { fixedPointDecorrelation, fixedPointLength } from './fixed-point.ts';
export { kernelDivergences } from './kernel-divergence.ts';
export { pairDivergenceCorrection, scalarDivergenceCorrection } from './kernel-divergence-correction.ts';
export { lengthMap, lengthMapSlope, lengthTrajectory } from './length-map.ts';
export { firstKernel, type KernelLayer, kernelMatrix, nngpStep, nngpTrajectory, pairOf } from './nngp.ts';
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
export { type CriticalPoint, criticalPoint, criticalSigmaW } from './phase-boundary.ts';
export type { Scales } from './scales.ts';
