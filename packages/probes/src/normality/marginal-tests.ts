import {
  cramerVonMises,
  cramerVonMisesKnown,
  dagostino,
  energyTest,
  eppsPulley,
  kolmogorovSmirnov,
  lilliefors,
  powerSums,
  shapiroWilk,
  type TestResult,
} from '@widthwise/stats';

/** Below this many networks no test is made: null laws are asymptotic. */
export const FEWEST_NETWORKS = 8;

/** What costs as the square of the number of networks takes the first so many: rows of a reservoir are in random order. */
export const MOST_PAIRED_NETWORKS = 1024;

/** Royston's approximation ends here. */
const MOST_ORDERED_NETWORKS = 5000;

const STANDARD_NORMAL = { mean: 0, standardDeviation: 1 };

/** A test of neuron 1 of one input, z/√q over networks. */
interface MarginalTest {
  readonly name: string;
  readonly symbol: string;
  readonly title: string;
  /** Networks it takes at most. */
  readonly most: number;
  readonly test: (sample: Float64Array) => TestResult | undefined;
}

/** D'Agostino's K² of a sample. */
function dagostinoOfSample(sample: Float64Array): TestResult | undefined {
  const { count, mean, sums } = powerSums(sample, 4);
  const [m2 = 0, m3 = 0, m4 = 0] = sums;
  return dagostino({ networks: count, mean, m2, m3, m4 });
}

const all = Number.POSITIVE_INFINITY;

/** Every marginal test, in the order of storage. */
export const MARGINAL_TESTS: readonly MarginalTest[] = [
  {
    name: 'shapiro-wilk',
    symbol: 'W',
    title: 'Shapiro–Wilk statistic of at most 5,000 networks, mean and variance estimated',
    most: MOST_ORDERED_NETWORKS,
    test: shapiroWilk,
  },
  {
    name: 'dagostino',
    symbol: 'K²',
    title: "D'Agostino–Pearson statistic of skewness and kurtosis",
    most: all,
    test: dagostinoOfSample,
  },
  {
    name: 'cramer-von-mises',
    symbol: 'W²',
    title: 'Cramér–von Mises statistic, mean and variance estimated',
    most: all,
    test: cramerVonMises,
  },
  {
    name: 'cramer-von-mises-known',
    symbol: 'W²',
    title: 'Cramér–von Mises statistic against N(0, q) of infinite width',
    most: all,
    test: (sample) => cramerVonMisesKnown(sample, STANDARD_NORMAL),
  },
  {
    name: 'kolmogorov-smirnov',
    symbol: 'D',
    title: 'Kolmogorov–Smirnov distance from N(0, q) of infinite width, p exact up to 140 networks',
    most: all,
    test: (sample) => kolmogorovSmirnov(sample, STANDARD_NORMAL),
  },
  {
    name: 'lilliefors',
    symbol: 'D',
    title: 'Lilliefors distance: Kolmogorov–Smirnov with mean and variance estimated',
    most: all,
    test: lilliefors,
  },
  {
    name: 'epps-pulley',
    symbol: 'T',
    title: 'Epps–Pulley statistic of at most 1,024 networks, mean and variance estimated',
    most: MOST_PAIRED_NETWORKS,
    test: eppsPulley,
  },
  {
    name: 'energy',
    symbol: 'E',
    title: 'Energy statistic, mean and variance estimated',
    most: all,
    test: energyTest,
  },
];
