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
  const { probedInputs, neurons, pitBins, pushforwardSamples } = request;
  const perInput = 4 + 2 * inputs;
  const perProbed = Math.min(neurons, Math.max(...widths)) + pitBins;
  return depth * (inputs * perInput + probedInputs * perProbed + 2 * pushforwardSamples);
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

type Model = (shape: ProbeShape, request: FeatureRequest) => Cost;

/**
 * Gram sampler: one normal, one φ and B′/2 multiplications twice per neuron and column, B′ = inputs and
 * injected columns.
 */
const gram: Model = (shape, request) => {
  const { widths, inputs } = shape;
  const columns = inputs + request.pushforwardSamples;
  const width = Math.max(...widths);
  const values = sum(widths) * columns;
  return {
    secondsPerNetwork: values * (GRAM_SECONDS_PER_NORMAL + GRAM_SECONDS_PER_PRODUCT * columns),
    memoryBytes: 8 * (2 * width * columns + 4 * columns * columns),
  };
};

/** Dense sampler: drawing the weights and multiplying by them; float32. */
const dense: Model = (shape, request) => {
  const { widths, inputs } = shape;
  const columns = inputs + request.pushforwardSamples;
  const width = Math.max(...widths);
  const weights = sum(widths.map((fanOut, layer) => fanOut * (widths[layer - 1] ?? fanOut)));
  return {
    secondsPerNetwork: weights * (DENSE_SECONDS_PER_WEIGHT + (2 * columns) / DENSE_FLOPS_PER_SECOND),
    memoryBytes: Math.max(DENSE_BATCH_BYTES, 3 * 4 * width * width) + 4 * 8 * width * columns,
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
  const { secondsPerNetwork, memoryBytes } = models[parameters.sampler](shape, request);
  const numbers = featureCount(shape, request);
  return {
    secondsPerNetwork: secondsPerNetwork + observeSeconds(shape, request, numbers),
    memoryBytes: BASE_BYTES + memoryBytes + 8 * 6 * numbers,
  };
}
