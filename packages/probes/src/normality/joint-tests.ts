import {
  bhep,
  henzeZirkler,
  type MardiaResult,
  mardia,
  symmetricEigenvalues,
  type TestResult,
} from '@widthwise/stats';
import { MOST_PAIRED_NETWORKS } from './marginal-tests.ts';
import type { ReservoirSample } from './reservoir-sample.ts';

/** Least eigenvalue of the sample correlations of neurons below which they are one neuron to rounding. */
const SMALLEST_EIGENVALUE = 1e-8;

/** A joint sample of neuron 1 of all probed inputs. */
interface JointSample {
  /** n × d row-major. */
  readonly values: Float64Array;
  readonly dimension: number;
}

/** A test of neuron 1 of all probed inputs together. */
interface JointTest {
  readonly name: string;
  readonly symbol: string;
  readonly title: string;
  readonly test: (sample: JointSample) => TestResult | undefined;
}

/** Mardia's statistic is the coefficient, its p-value that of the small-sample form. */
const mardiaPart =
  (coefficient: (result: MardiaResult) => number, test: (result: MardiaResult) => TestResult) =>
  ({ values, dimension }: JointSample): TestResult | undefined => {
    const result = mardia(values, dimension);
    return result && { statistic: coefficient(result), pValue: test(result).pValue };
  };

/** Every joint test, in the order of storage. */
export const JOINT_TESTS: readonly JointTest[] = [
  {
    name: 'mardia-skewness',
    symbol: 'b₁',
    title: "Mardia's skewness, 0 for a Gaussian",
    test: mardiaPart(
      ({ skewness }) => skewness,
      ({ skewnessTestSmallSample }) => skewnessTestSmallSample,
    ),
  },
  {
    name: 'mardia-kurtosis',
    symbol: 'b₂',
    title: "Mardia's kurtosis, d(d + 2) for a Gaussian of d inputs",
    test: mardiaPart(
      ({ kurtosis }) => kurtosis,
      ({ kurtosisTestSmallSample }) => kurtosisTestSmallSample,
    ),
  },
  {
    name: 'bhep',
    symbol: 'T₁',
    title: 'Baringhaus–Henze–Epps–Pulley statistic at β = 1',
    test: ({ values, dimension }) => bhep(values, dimension, 1),
  },
  {
    name: 'henze-zirkler',
    symbol: 'T_β',
    title: 'Henze–Zirkler statistic',
    test: ({ values, dimension }) => henzeZirkler(values, dimension),
  },
];

/**
 * Neuron 1 of a layer's probed inputs in at most 1,024 networks.
 *
 * @param firstRow - column of the first input.
 * @returns undefined where the sample correlations are singular to 1e-8: inputs that coincide, or dead neurons.
 */
export function jointSample(
  sample: ReservoirSample,
  firstRow: number,
  dimension: number,
): JointSample | undefined {
  const columns = Array.from({ length: dimension }, (_, a) =>
    sample.column(firstRow + a, MOST_PAIRED_NETWORKS),
  );
  const count = columns[0]?.length ?? 0;
  if (!isOfFullRank(columns)) return undefined;
  const values = new Float64Array(count * dimension);
  for (const [a, column] of columns.entries()) {
    for (let i = 0; i < count; i++) values[i * dimension + a] = column[i]!;
  }
  return { values, dimension };
}

function isOfFullRank(columns: readonly Float64Array[]): boolean {
  const matrix = columns.flatMap((x) => columns.map((y) => sampleCorrelation(x, y)));
  if (!matrix.every(Number.isFinite)) return false;
  return Math.min(...symmetricEigenvalues(Float64Array.from(matrix))) > SMALLEST_EIGENVALUE;
}

/** Pearson's r of paired values; not finite where one of them has no spread. */
export function sampleCorrelation(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  let [meanX, meanY] = [0, 0];
  for (let i = 0; i < n; i++) {
    meanX += x[i]! / n;
    meanY += y[i]! / n;
  }
  let [xx, xy, yy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    xx += (x[i]! - meanX) ** 2;
    xy += (x[i]! - meanX) * (y[i]! - meanY);
    yy += (y[i]! - meanY) ** 2;
  }
  return xy / Math.sqrt(xx * yy);
}
