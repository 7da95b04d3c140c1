export { type Block, BlockTree, mergeBlocks } from './block-tree.ts';
export { discreteEntropy, millerMadow } from './entropy/discrete.ts';
export { gaussianEntropy, gaussianEntropyBias, NORMAL_ENTROPY } from './entropy/gaussian.ts';
export { kozachenkoLeonenko, logUnitBall } from './entropy/kozachenko-leonenko.ts';
export {
  type CumulantNegentropy,
  cumulantNegentropyBias,
  multivariateNegentropy,
  negentropyOfCumulants,
} from './entropy/negentropy-cumulants.ts';
export { linearNetworkNegentropy, NEGENTROPIES, studentNegentropy } from './entropy/negentropy-exact.ts';
export { negentropyOfScaleMixture } from './entropy/negentropy-scale-mixture.ts';
export type { Norm, PointSet } from './entropy/points.ts';
export { vasicek } from './entropy/vasicek.ts';
export { deltaMethod, meanOf, ratioOfMeans, type UncertainValue, varianceOf } from './estimates.ts';
export { type Collapse, type CollapsePoint, collapse } from './fit/collapse.ts';
export { type LeastSquaresFit, weightedLeastSquares } from './fit/weighted-least-squares.ts';
export { fitWidths, type WidthFit, type WidthForm, type WidthPoint } from './fit/width-fit.ts';
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
export {
  bhep,
  bhepNullMoments,
  bhepStatistic,
  henzeZirkler,
  henzeZirklerBeta,
  type NullMoments,
} from './gaussianity/bhep.ts';
export {
  type CharacteristicSums,
  characteristicSums,
  mergeCharacteristicSums,
} from './gaussianity/characteristic-function.ts';
export {
  cramerVonMises,
  cramerVonMisesDistance,
  cramerVonMisesKnown,
  cramerVonMisesUpperTail,
} from './gaussianity/cramer-von-mises.ts';
export { type DagostinoResult, dagostino } from './gaussianity/dagostino.ts';
export { poolingDesignEffect } from './gaussianity/design-effect.ts';
export { type EffectSizes, effectSizes } from './gaussianity/effect-size.ts';
export { energyDistance, energyTest } from './gaussianity/energy.ts';
export { eppsPulley, eppsPulleyOfSums } from './gaussianity/epps-pulley.ts';
export {
  andersonDarlingOfCounts,
  chiSquareOfCounts,
  cramerVonMisesOfCounts,
} from './gaussianity/histogram.ts';
export { jarqueBera, jarqueBeraCriticalValue, type TestResult } from './gaussianity/jarque-bera.ts';
export { kolmogorovExactPValue } from './gaussianity/kolmogorov-exact.ts';
export { kolmogorovSmirnov } from './gaussianity/kolmogorov-known.ts';
export {
  type DistanceBracket,
  kolmogorovBracket,
  kolmogorovBracketOfEdges,
  kolmogorovDistance,
  kolmogorovPValue,
  kolmogorovUpperTail,
} from './gaussianity/kolmogorov-smirnov.ts';
export { lilliefors, lillieforsPValue } from './gaussianity/lilliefors.ts';
export { type LimitingLaw, limitingUpperTail, quadraticTail } from './gaussianity/limiting-laws.ts';
export { type MardiaResult, mardia } from './gaussianity/mardia.ts';
export { multivariateEnergyDistance } from './gaussianity/multivariate-energy.ts';
export { hermiteSums, type NeymanHermiteResult, neymanHermite } from './gaussianity/neyman-hermite.ts';
export { kurtosisFromNorms } from './gaussianity/norm-overdispersion.ts';
export { pitBin, pitEdges } from './gaussianity/pit.ts';
export {
  kurtosisTestPower,
  networksForKolmogorov,
  networksForKurtosis,
  type TestPlan,
} from './gaussianity/sample-size.ts';
export { shapiroWilk } from './gaussianity/shapiro-wilk.ts';
export { type WhitenedSample, whiten } from './gaussianity/whiten.ts';
export { type Jackknife, jackknife } from './jackknife.ts';
export { type KStatistics, kStatistics } from './k-statistics.ts';
export { clearObservation, emptyObservation } from './layout.ts';
export { emptyStatistics, leafStatistics, type NetworkIdentity } from './leaf.ts';
export { cholesky, choleskyInto, NotPositiveDefiniteError } from './linalg/cholesky.ts';
export { symmetricEigenvalues } from './linalg/symmetric-eigenvalues.ts';
export { mergeStatistics } from './merge.ts';

export { benjaminiHochberg, benjaminiYekutieli, holm } from './multiplicity/adjust.ts';
export { combineCauchy, combineFisher, combineStouffer, combineTwiceMean } from './multiplicity/combine.ts';
export { type BinnedInformation, binnedInformation } from './mutual-information/binned.ts';
export {
  gaussianInformation,
  gaussianInformationBias,
  gaussianTotalCorrelation,
  informationOfCorrelations,
} from './mutual-information/gaussian.ts';
export { ksg1, ksg2 } from './mutual-information/ksg.ts';
export {
  gaussianChannelBound,
  pairwiseInformationBounds,
  scalarCodeInformation,
} from './mutual-information/noisy-codes.ts';
export { simplexDecoderError } from './mutual-information/simplex-decoder.ts';
export { mergePowerSums, type PowerSums, powerSums } from './power-sums.ts';
export {
  relativeEntropyGaussian,
  relativeEntropyIsotropicGaussian,
  relativeEntropyOfFactors,
  relativeEntropyScalarGaussian,
} from './relative-entropy/gaussian.ts';
export {
  bhattacharyyaDistance,
  type GaussianLaw,
  relativeEntropyCloseGaussians,
  relativeEntropyGaussianLaws,
  squaredWasserstein2,
} from './relative-entropy/gaussian-laws.ts';
export { nearestNeighbourRelativeEntropy } from './relative-entropy/nearest-neighbour.ts';
export { type Shape, shapeOf, unbiasedShapeOf } from './shape.ts';
export { chiSquareUpperTail } from './special/chi-square.ts';
export { digamma } from './special/digamma.ts';
export { meanDistanceToNormal } from './special/distance-to-normal.ts';
export { erf } from './special/erf.ts';
export { erfc, erfcx } from './special/erfc.ts';
export { logGamma } from './special/log-gamma.ts';
export { logNormalCdf, normalCdf } from './special/normal-cdf.ts';
export { normalQuantile } from './special/normal-quantile.ts';
export type { Observation, Statistics, StatisticsLayout } from './statistics.ts';
export { type CentralSums, type GroupView, groupAt, momentsAt } from './views.ts';
