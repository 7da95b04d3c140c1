import { layerWord, purposes } from '@widthwise/random';
import { createKernelBackward } from './backward/kernel-backward.ts';
import { PANEL } from './kernel/addresses.ts';
import { applySettings, instantiateKernel, type KernelSettings } from './kernel-exports.ts';
import { type KernelPlaces, placeProblem } from './kernel-memory.ts';
import { type GramProblem, type LayerMachine, largest } from './layer-machine.ts';
import type { StoredLayer } from './stored-layer.ts';

/** What changes from layer to layer; layers that agree share one object. */
function layerSettings(problem: GramProblem, places: KernelPlaces): readonly KernelSettings[] {
  const distinct = new Map<string, KernelSettings>();
  return problem.layers.map(({ width, columns, known, biased }, index) => {
    const { stored, statistics, biases } = places.layers[index]!;
    const settings: KernelSettings = {
      width,
      columns,
      carried: index === 0 ? 0 : known,
      biased,
      stored,
      storedBefore: places.layers[index - 1]?.stored ?? stored,
      statistics,
      biases,
    };
    const key = Object.values(settings).join();
    const same = distinct.get(key) ?? settings;
    distinct.set(key, same);
    return same;
  });
}

/** Views of one kept layer; a part that is absent is empty. */
function storedLayer(
  buffer: ArrayBuffer,
  problem: GramProblem,
  places: KernelPlaces,
  index: number,
): StoredLayer {
  const { stored, factor, statistics, biases } = places.layers[index]!;
  const { stride } = places;
  const neurons = Math.ceil(problem.layers[index]!.width / PANEL) * PANEL;
  const view = (at: number, length: number): Float64Array =>
    new Float64Array(buffer, at, at === 0 ? 0 : length);
  return {
    preactivations: view(stored, neurons * stride),
    factor: view(factor, stride * stride),
    normalization: view(statistics, 2 * stride),
    biases: view(biases, neurons),
  };
}

/**
 * The compiled kernel as a layer machine: float64 with 128-bit SIMD, one instance per problem.
 *
 * @throws RangeError if memory cannot grow to what the problem needs (the engine's own message as cause).
 */
export function createKernelMachine(problem: GramProblem): LayerMachine {
  const kernel = instantiateKernel();
  const places = placeProblem(kernel, problem);
  const { stride, bins, settings: at } = places;
  const { buffer } = kernel.memory;
  const perLayer = layerSettings(problem, places);
  const kept = places.layers.map((_, index) => storedLayer(buffer, problem, places, index));
  const words = problem.layers.map((_, index) => layerWord(index + 1, purposes.gramNormals));
  const biasWords = problem.layers.map((_, index) => layerWord(index + 1, purposes.denseBiases));
  let index = 0;
  let applied: KernelSettings | undefined;
  kernel.setKey(problem.key[0] | 0, problem.key[1] | 0);
  return {
    stride,
    covariance: new Float64Array(buffer, at.covariance, stride * stride),
    inverseScales: new Float64Array(buffer, at.binScales, problem.probedInputs),
    gram: new Float64Array(buffer, at.preactivationGram, stride * stride),
    activationGram: new Float64Array(buffer, at.postactivationGram, stride * stride),
    powers: new Float64Array(buffer, at.powers, 4 * largest(problem).columns),
    neurons: new Float64Array(buffer, at.neuronValues, problem.probedInputs * problem.probedNeurons),
    counts: new Int32Array(buffer, at.binCounts, problem.probedInputs * bins),
    gainSums: new Float64Array(buffer, at.gainSums, 2 * problem.gains),
    moments: new Float64Array(buffer, at.moments, stride),
    enter: (layer) => {
      index = layer - 1;
      if (perLayer[index] === applied) return;
      applied = perLayer[index];
      applySettings(kernel, applied ?? {});
    },
    factorize: (count) => kernel.factorizeCovariance(count),
    useFactor: () => kernel.packCovariance(),
    sumFirstColumn: (network) =>
      kernel.sumFirstColumn(
        network | 0,
        words[index]!,
        biasWords[index]!,
        problem.layers[index]!.biasDeviation,
      ),
    addNormals: (network, rows, columns, isMultiplied) =>
      kernel.addNormalsGram(network | 0, words[index]!, rows, columns, isMultiplied ? 1 : 0),
    run: ({ network, mean, isLast }) =>
      kernel.runLayer(
        network | 0,
        words[index]!,
        mean,
        biasWords[index]!,
        problem.layers[index]!.biasDeviation,
        isLast ? 1 : 0,
      ),
    statistics: () => kept[index]!.normalization,
    addDeviations: () => kernel.addDeviations(),
    addNormalizedActivations: (isLast) => kernel.addNormalizedActivations(isLast ? 1 : 0),
    nextCovariance: (factor, term) => kernel.nextCovariance(factor, term),
    layer: (layer) => kept[layer - 1]!,
    backward: (backward) => createKernelBackward(backward, kernel, places.workspace),
  };
}
