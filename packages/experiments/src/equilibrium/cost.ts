import { type InputParameters, resolveActivation } from '@widthwise/network';
import type { ProbeSelection } from '@widthwise/probes';
import { chi1 } from '@widthwise/theory';
import type { Cost } from '../experiment.ts';
import type { Sampler } from '../propagate/parameters.ts';
import { type EquilibriumParameters, equilibriumShape, TOLERANCE, tiedFamily } from './parameters.ts';
import { independentTrajectory } from './theory.ts';

/** Nominal rates of one core of a current machine; workers rescale them by what they measure. */
const GRAM_SECONDS_PER_NORMAL = 45e-9;
const GRAM_SECONDS_PER_PRODUCT = 0.7e-9;
const DENSE_FLOPS_PER_SECOND = 20e9;
const DENSE_SECONDS_PER_WEIGHT = 12e-9;
const DENSE_SECONDS_PER_ITERATION = 300e-6;
const ACTIVATION_SECONDS = 40e-9;
const OBSERVE_SECONDS_PER_NUMBER = 4e-9;
const SECONDS_PER_NETWORK = 20e-6;
const BASE_BYTES = 8 * 2 ** 20;

/** Products with all known directions or images that one image takes. */
const PRODUCTS_PER_IMAGE = { goe: 8, iid: 5, orthogonal: 9 } as const;

/** |x|²/n₀ of the first input as written; 1 where an ensemble does not say. */
function inputVarianceOf(inputs: InputParameters): number {
  if (inputs.ensemble === 'overlaps') return inputs.matrix[0]?.[0] ?? 1;
  return inputs.squaredNorm ?? 1;
}

/**
 * Iterations that one input takes: T without weights that are tied or without an equilibrium, else the logarithm of the
 * tolerance over that of the rate √Λ, or 2√Λ for symmetric weights.
 */
function expectedIterations({ network, inputs, untied }: EquilibriumParameters): number {
  const { depth, sigmaW } = network;
  const inputVariance = inputVarianceOf(inputs);
  if (untied || !(inputVariance > 0) || !(sigmaW > 0)) return depth;
  const activation = resolveActivation(network);
  const setting = { activation, sigma: sigmaW, inputVariance, iterations: depth };
  const length = independentTrajectory(setting)[depth - 1] ?? Number.POSITIVE_INFINITY;
  if (!Number.isFinite(length)) return depth;
  const root = Math.sqrt(chi1(activation, { sigmaW, qStar: length }));
  const rate = tiedFamily(network) === 'goe' ? 2 * root : root;
  if (!(rate < 1)) return depth;
  return Math.min(depth, Math.max(2, Math.ceil(Math.log(TOLERANCE) / Math.log(rate))));
}

type Model = (parameters: EquilibriumParameters, columns: number, iterations: number) => Cost;

/** Without weights: every image is split along the directions known, B of which are new in each iteration. */
const gram: Model = ({ network, untied }, columns, iterations) => {
  const { width, depth } = network;
  const products = PRODUCTS_PER_IMAGE[tiedFamily(network)];
  const images = columns * iterations;
  const known = Math.min(width, untied ? columns : images);
  const draws = untied ? images : known;
  // k grows by one an image up to N, and an image beyond takes the products of Gram–Schmidt with all N.
  const perSolve = untied ? (iterations * columns * known) / 2 : (known * known) / 2;
  const beyond = untied ? 0 : Math.max(0, images - known) * known;
  const most = Math.min(width, untied ? columns : columns * depth);
  return {
    secondsPerNetwork:
      width * draws * GRAM_SECONDS_PER_NORMAL +
      width * (products * perSolve + 5 * beyond) * GRAM_SECONDS_PER_PRODUCT +
      width * images * ACTIVATION_SECONDS,
    memoryBytes: 8 * width * (2 * most + 3 * columns + 8),
  };
};

/** Explicit weights: drawn once, or in every iteration if they are not tied; orthogonal ones by a QR factorization. */
const dense: Model = ({ network, untied }, columns, iterations) => {
  const { width } = network;
  const draws = untied ? iterations : 1;
  const factorization = tiedFamily(network) === 'orthogonal' ? (8 / 3) * width ** 3 : 0;
  return {
    secondsPerNetwork:
      draws * (width * width * DENSE_SECONDS_PER_WEIGHT + factorization / DENSE_FLOPS_PER_SECOND) +
      iterations * ((2 * width * width * columns) / DENSE_FLOPS_PER_SECOND + DENSE_SECONDS_PER_ITERATION) +
      width * columns * iterations * ACTIVATION_SECONDS,
    memoryBytes: 5 * 4 * width * width + 8 * 8 * width * columns,
  };
};

const models: Readonly<Record<Sampler, Model>> = Object.freeze({ dense, gram });

/**
 * Nominal cost of one network, by sampler. Within a factor of two or three of a current machine where the iteration
 * settles as theory says; a worker calibrates it.
 *
 * @param parameters - of the experiment.
 * @param _probes - as the plan names them; they add little.
 * @returns seconds of one core per network and peak memory in bytes beyond the child's base.
 */
export function equilibriumCost(parameters: EquilibriumParameters, _probes: readonly ProbeSelection[]): Cost {
  const { depth, inputs } = equilibriumShape(parameters);
  const model = models[parameters.sampler];
  const { secondsPerNetwork, memoryBytes } = model(parameters, inputs, expectedIterations(parameters));
  const numbers = inputs * (depth + inputs + 6);
  return {
    secondsPerNetwork: SECONDS_PER_NETWORK + secondsPerNetwork + numbers * OBSERVE_SECONDS_PER_NUMBER,
    memoryBytes: BASE_BYTES + memoryBytes + 8 * 6 * numbers,
  };
}
