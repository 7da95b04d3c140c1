import type { Architecture } from '@widthwise/network';
import type { FeatureRequest, ProbeSelection, ProbeShape } from '@widthwise/probes';
import type { Cost } from '../experiment.ts';
import type { PropagateParameters, Sampler } from './parameters.ts';
import { requestOf } from './requests.ts';
import { shapeOf } from './shape.ts';

/** Nominal rates of one core of a current machine; workers rescale them by what they measure. */
const GRAM_SECONDS_PER_NORMAL = 6.5e-9;
const GRAM_SECONDS_PER_PRODUCT = 0.19e-9;
const PIT_SECONDS_PER_VALUE = 3e-9;
const DENSE_FLOPS_PER_SECOND = 50e9;
const DENSE_SECONDS_PER_WEIGHT = 12e-9;
/** A weight and neuron of an orthogonal matrix; of a Jacobian's singular values. */
const DENSE_SECONDS_PER_FACTOR = 0.1e-9;
const DENSE_SECONDS_PER_SPECTRUM = 0.3e-9;
const SECONDS_PER_LAYER = 1e-6;
const OBSERVE_SECONDS_PER_NUMBER = 4e-9;
/**
 * Counters are copied and merged; tests within a network sort the kept neurons of input 1 and take
 * logarithms.
 */
const OBSERVE_SECONDS_PER_BIN = 18e-9;
const TEST_SECONDS_PER_NEURON = 100e-9;

/** What a child holds whatever it computes: inputs, tables, statistics of a few probes. */
const BASE_BYTES = 8 * 2 ** 20;
/** Networks that the dense backend holds at once are limited so that their weights stay below this. */
const DENSE_BATCH_BYTES = 256 * 2 ** 20;

/** Numbers that one network's features hold. */
function featureCount({ depth, inputs, widths }: ProbeShape, request: FeatureRequest): number {
  const {
    probedInputs,
    neurons,
    pitBins,
    pushforwardSamples,
    tangents,
    jacobianGains,
    ntkInputs = 0,
  } = request;
  const perInput = 4 + 2 * inputs;
  const perProbed = Math.min(neurons, Math.max(...widths)) + pitBins + (jacobianGains === true ? 1 : 0);
  const norms = tangents === undefined ? 0 : tangents.starts.length * tangents.directions;
  const further = 2 * pushforwardSamples + norms + ntkInputs * ntkInputs;
  return depth * (inputs * perInput + probedInputs * perProbed + further);
}

/** What probes add to the sampler's own work: binning, tests, observables and their merge. */
function observeSeconds({ depth, widths }: ProbeShape, request: FeatureRequest, numbers: number): number {
  const { probedInputs, neurons, pitBins } = request;
  const width = sum(widths) / depth;
  const binned = pitBins > 0 ? width * probedInputs * PIT_SECONDS_PER_VALUE : 0;
  const counted = probedInputs * pitBins * OBSERVE_SECONDS_PER_BIN;
  const tested = Math.min(neurons, width) * TEST_SECONDS_PER_NEURON;
  return depth * (SECONDS_PER_LAYER + binned + counted + tested) + numbers * OBSERVE_SECONDS_PER_NUMBER;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

type Model = (shape: ProbeShape, request: FeatureRequest, network: Architecture) => Cost;

/** Columns that pass through the network besides the inputs. */
const furtherColumns = ({ pushforwardSamples, tangents }: FeatureRequest): number =>
  pushforwardSamples + (tangents === undefined ? 0 : tangents.starts.length * tangents.directions);

/**
 * Gram sampler: one normal, one φ and B′/2 multiplications twice per neuron and column, B′ = inputs, injected columns and tangents;
 * normals and products once more for orthogonal weights. A tangent kernel of Q inputs takes Q normals and 4 Q² products a neuron on the
 * way back, and keeps every layer with its factor; skips and normalization keep one layer.
 */
const gram: Model = (shape, request, network) => {
  const { widths, inputs } = shape;
  const columns = inputs + furtherColumns(request);
  const width = Math.max(...widths);
  const neurons = sum(widths);
  const draws = network.weights === 'orthogonal' ? 2 : 1;
  const kernelInputs = request.ntkInputs ?? 0;
  const keepsOne = network.skip !== undefined || network.normalization !== undefined;
  const backward = kernelInputs * (GRAM_SECONDS_PER_NORMAL + 8 * GRAM_SECONDS_PER_PRODUCT * kernelInputs);
  const kept = kernelInputs > 0 ? neurons + 3 * width : keepsOne ? width : 0;
  return {
    secondsPerNetwork:
      draws * neurons * columns * (GRAM_SECONDS_PER_NORMAL + GRAM_SECONDS_PER_PRODUCT * columns) +
      neurons * backward,
    memoryBytes:
      8 * (2 * width * columns + 4 * columns * columns + kept * columns) +
      (kernelInputs > 0 ? 8 * widths.length * columns * columns : 0),
  };
};

/** Seconds by which drawing a weight of a law takes longer, in units of a Gaussian one's. */
const lawFactors: Readonly<Record<string, number>> = Object.freeze({
  'student-t': 2,
  'truncated-normal': 1.3,
  weibull: 1.7,
});

/**
 * Dense sampler: drawing the weights and multiplying by them; float32. A tangent kernel goes through the weights again; orthogonal
 * matrices are factorized; singular values need the Jacobian itself.
 */
const dense: Model = (shape, request, network) => {
  const { widths, inputs } = shape;
  const columns = inputs + furtherColumns(request);
  const width = Math.max(...widths);
  const weights = sum(widths.map((fanOut, layer) => fanOut * (widths[layer - 1] ?? fanOut)));
  const passes = (request.ntkInputs ?? 0) > 0 ? 2 : 1;
  const perWeight = DENSE_SECONDS_PER_WEIGHT * (lawFactors[network.weights ?? ''] ?? 1);
  const factorized = network.weights === 'orthogonal' ? DENSE_SECONDS_PER_FACTOR * weights * width : 0;
  const spectrum = (request.singularValues ?? 0) > 0 ? DENSE_SECONDS_PER_SPECTRUM * weights * width : 0;
  return {
    secondsPerNetwork:
      passes * (weights * (perWeight + (2 * columns) / DENSE_FLOPS_PER_SECOND) + factorized) + spectrum,
    memoryBytes:
      Math.max(DENSE_BATCH_BYTES, 3 * 4 * width * width) +
      4 * 8 * width * columns +
      (network.weights === 'student-t' || spectrum > 0 ? 60 * width * width : 0),
  };
};

const models: Readonly<Record<Sampler, Model>> = Object.freeze({ dense, gram });

/**
 * Nominal cost of one network, by sampler. Within a factor of two of a current machine; a worker calibrates
 * it.
 *
 * @param parameters - of the experiment.
 * @param probes - as the plan names them.
 * @returns seconds of one core per network and peak memory in bytes beyond the child's base.
 */
export function costOf(parameters: PropagateParameters, probes: readonly ProbeSelection[]): Cost {
  const shape = shapeOf(parameters);
  const request = requestOf(parameters, probes);
  const { secondsPerNetwork, memoryBytes } = models[parameters.sampler](shape, request, parameters.network);
  const numbers = featureCount(shape, request);
  return {
    secondsPerNetwork: secondsPerNetwork + observeSeconds(shape, request, numbers),
    memoryBytes: BASE_BYTES + memoryBytes + 8 * 6 * numbers,
  };
}
