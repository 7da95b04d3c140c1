export { type Block, BlockTree, mergeBlocks } from './block-tree.ts';
export { deltaMethod, meanOf, ratioOfMeans, type UncertainValue, varianceOf } from './estimates.ts';
export {
  gaussianExpectation,
  gaussianPairExpectation,
  type PairCovariance,
  TRAPEZOID,
  TRAPEZOID_PAIR,
  type TrapezoidGrid,
} from './gaussian-expectation.ts';
export {
  andersonDarling,
  andersonDarlingDistance,
  andersonDarlingKnown,
  modifiedAndersonDarling,
} from './gaussianity/anderson-darling.ts';
export { jarqueBera, jarqueBeraCriticalValue, type TestResult } from './gaussianity/jarque-bera.ts';
export {
  type DistanceBracket,
  kolmogorovBracket,
  kolmogorovDistance,
  kolmogorovPValue,
  kolmogorovUpperTail,
} from './gaussianity/kolmogorov-smirnov.ts';
export { pitBin, pitEdges } from './gaussianity/pit.ts';
export { type KStatistics, kStatistics } from './k-statistics.ts';
export { clearObservation, emptyObservation } from './layout.ts';
export { emptyStatistics, leafStatistics, type NetworkIdentity } from './leaf.ts';
export { cholesky, choleskyInto, NotPositiveDefiniteError } from './linalg/cholesky.ts';
export { mergeStatistics } from './merge.ts';
export {
  relativeEntropyGaussian,
  relativeEntropyIsotropicGaussian,
  relativeEntropyOfFactors,
  relativeEntropyScalarGaussian,
} from './relative-entropy/gaussian.ts';
export { chiSquareUpperTail } from './special/chi-square.ts';
export { erf } from './special/erf.ts';
export { erfc, erfcx } from './special/erfc.ts';
export { logNormalCdf, normalCdf } from './special/normal-cdf.ts';
export { normalQuantile } from './special/normal-quantile.ts';
export type { Observation, Statistics, StatisticsLayout } from './statistics.ts';
export { type CentralSums, type GroupView, groupAt, momentsAt } from './views.ts';
