import {
  gaussianInformationBias,
  informationOfCorrelations,
  ksg1,
  negentropyOfScaleMixture,
  networksForKurtosis,
} from '@widthwise/stats';
import { sampleCorrelation } from './joint-tests.ts';

/** Neighbours of the estimate of mutual information. */
const NEIGHBOURS = 3;

/** The test that a sweep is sized for: 5 %, two-sided, seen nine times in ten. */
const PLAN = { level: 0.05, power: 0.9 };

/**
 * Negentropy of neuron 1, relative entropy of its law to the Gaussian of its variance, by the scale mixture of conditional variances.
 *
 * @param variances - K of each network.
 * @returns nats; undefined where K vanishes in a network, whose law then has an atom at 0, and without networks.
 *
 * Accuracy for log-normal K of n networks, ln K of deviation 0.1 to 0.5: standard deviation 2.8 to 3 J/√n, bias −3 to 0 J/n.
 */
export function kernelNegentropy(variances: Float64Array): number | undefined {
  if (!variances.every((variance) => variance > 0 && Number.isFinite(variance))) return undefined;
  return negentropyOfScaleMixture(variances, new Float64Array(variances.length).fill(1));
}

/** Networks that the kurtosis test needs to see κ > 0 with 90 % power at 5 %; undefined where κ is not known to be positive. */
export function networksNeeded(excessKurtosis: number | undefined): number | undefined {
  if (excessKurtosis === undefined || !(excessKurtosis > 0)) return undefined;
  return networksForKurtosis(excessKurtosis, PLAN);
}

/** Mutual information of neuron 1 of two inputs, from neighbours and as if both were jointly Gaussian. */
interface NeuronInformation {
  /** `ksg1` at k = 3; undefined where values repeat: the law has an atom. */
  readonly neighbours: number | undefined;
  /** −½ ln(1 − r²) less its exact bias; undefined at |r| = 1. */
  readonly gaussian: number | undefined;
}

/** @param x - neuron 1 of input 1 in each network; `y` of input 2. In nats; both need five networks. */
export function neuronInformation(x: Float64Array, y: Float64Array): NeuronInformation {
  const n = x.length;
  if (n < NEIGHBOURS + 2) return { neighbours: undefined, gaussian: undefined };
  const r = sampleCorrelation(x, y);
  return {
    neighbours:
      isRepeating(x) || isRepeating(y)
        ? undefined
        : ksg1({ values: x, dimension: 1 }, { values: y, dimension: 1 }, NEIGHBOURS),
    gaussian: Math.abs(r) < 1 ? informationOfCorrelations([r]) - gaussianInformationBias(n, 1, 1) : undefined,
  };
}

/** Whether a value occurs more than `NEIGHBOURS` times, so that a distance to a neighbour may vanish. */
function isRepeating(values: Float64Array): boolean {
  const sorted = values.slice().sort();
  return sorted.some((value, i) => value === sorted[i + NEIGHBOURS]);
}
