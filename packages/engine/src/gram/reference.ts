import { normals, purposes } from '@widthwise/random';
import { createReferenceBackward } from './backward/reference-backward.ts';
import { PANEL } from './kernel/addresses.ts';
import {
  type GramProblem,
  type LayerMachine,
  type LayerPass,
  largest,
  valueColumns,
} from './layer-machine.ts';
import { applyForm, applySlope } from './reference-activation.ts';
import {
  type Columns,
  countBins,
  factorize,
  multiplyTriangle,
  storeGram,
  storePowers,
  sumOverNeurons,
} from './reference-sums.ts';

/** Columns in panels of 64 neurons, as the kernel keeps them. */
function panelsOf(columns: Columns, stride: number): Float64Array {
  const width = columns[0]?.length ?? 0;
  const out = new Float64Array(Math.ceil(width / PANEL) * PANEL * stride);
  for (const [c, column] of columns.entries())
    for (const [n, value] of column.entries())
      out[(Math.floor(n / PANEL) * stride + c) * PANEL + (n % PANEL)] = value;
  return out;
}

/** The kernel's computation in plain TypeScript, operation by operation: equal to the bit, some hundred times slower. */
export function createReferenceMachine(problem: GramProblem): LayerMachine {
  const { key, layers, inputs, probedInputs, probedNeurons, form, pitGrid: grid, gains, skip } = problem;
  const values = valueColumns(problem);
  const most = largest(problem).columns;
  const stride = Math.ceil(most / 4) * 4;
  const covariance = new Float64Array(stride * stride);
  const gram = new Float64Array(stride * stride);
  const activationGram = new Float64Array(stride * stride);
  const powers = new Float64Array(4 * most);
  const inverseScales = new Float64Array(probedInputs);
  const neurons = new Float64Array(probedInputs * probedNeurons);
  const bins = grid?.bins ?? 0;
  const counts = new Int32Array(probedInputs * bins);
  const gainSums = new Float64Array(2 * gains);
  const moments = new Float64Array(stride);
  const statistics = layers.map(() => new Float64Array(2 * stride));
  const factors = layers.map(() => new Float64Array(problem.keepsLayers ? stride * stride : 0));
  const kept: Columns[] = [];
  const biases: Float64Array[] = [];
  let index = 0;

  const plan = () => layers[index]!;
  const column = (network: number, purpose: 0 | 4, width: number, at: number): Float64Array => {
    const out = new Float64Array(width);
    normals(key, { network, layer: index + 1, purpose, column: at }, out);
    return out;
  };
  const draw = (network: number, count: number, width = plan().width): Float64Array[] =>
    Array.from({ length: count }, (_, at) => column(network, purposes.gramNormals, width, at));
  const drawBiases = (network: number): Float64Array => {
    const { biasDeviation, width } = plan();
    return column(network, purposes.denseBiases, width, 0).map((value) => value * biasDeviation);
  };
  const addTo = (z: Float64Array, other: Float64Array, factor: number): void => {
    for (let n = 0; n < z.length; n++) z[n] = z[n]! + other[n]! * factor;
  };

  const storeFeatures = (z: Columns): void => {
    storeGram(z, inputs, stride, gram);
    for (const [at, x] of z.entries()) storePowers(x, powers, 4 * at);
    counts.fill(0);
    neurons.fill(0);
    for (const [input, x] of z.slice(0, probedInputs).entries()) {
      if (grid !== undefined)
        countBins(x, inverseScales[input]!, grid, counts.subarray(input * bins, (input + 1) * bins));
      neurons.set(x.subarray(0, probedNeurons), input * probedNeurons);
    }
  };

  /** φ of values; φ′ at the first input, times each tangent. */
  const activate = (z: Columns): Float64Array[] => {
    const slopes = z.length > values ? z[0]!.map((value) => applySlope(form, value)) : new Float64Array();
    return z.map((x, at) =>
      at < values ? x.map((value) => applyForm(form, value)) : x.map((u, n) => u * slopes[n]!),
    );
  };

  const storeGains = (arguments_: Columns, normalized: Columns): void => {
    for (let input = 0; input < gains; input++) {
      const slopes = arguments_[input]!.map((value) => applySlope(form, value));
      const x = normalized[input]!;
      gainSums[2 * input] = sumOverNeurons(slopes.length, (n) => slopes[n]! * slopes[n]!);
      if (problem.normalization !== undefined)
        gainSums[2 * input + 1] = sumOverNeurons(
          slopes.length,
          (n) => slopes[n]! * x[n]! * (slopes[n]! * x[n]!),
        );
    }
  };

  const center = (z: Columns): Float64Array[] =>
    z.map((x, at) => x.map((value) => value + -statistics[index]![2 * at]!));

  const run = ({ network, mean, isLast }: LayerPass): void => {
    const { columns, known, biasDeviation, biased } = plan();
    const z = multiplyTriangle(covariance, stride, draw(network, columns));
    if (mean !== 0)
      for (const x of z.slice(inputs, values)) for (let n = 0; n < x.length; n++) x[n] = x[n]! + mean;
    if (biasDeviation !== 0) {
      const added = drawBiases(network);
      biases[index] = added;
      for (const x of z.slice(0, biased)) addTo(x, added, 1);
    }
    if (skip !== 0 && index > 0)
      for (const [at, x] of z.slice(0, known).entries()) addTo(x, kept[index - 1]![at]!, skip);
    kept[index] = z;
    storeFeatures(z);
    if (problem.normalization === 'preactivation') return;
    const activations = activate(z);
    if (problem.normalization === 'postactivation') {
      for (const [at, x] of activations.entries()) moments[at] = sumOverNeurons(x.length, (n) => x[n]!);
      return;
    }
    storeGains(z, z);
    if (!isLast) storeGram(activations, columns, stride, activationGram);
  };

  const addDeviations = (): void => {
    const z = center(kept[index]!);
    for (const [at, x] of z.entries()) {
      const other = at < values ? x : z[0]!;
      moments[at] = sumOverNeurons(x.length, (n) => x[n]! * other[n]!);
    }
  };

  const normalized = (): Float64Array[] => {
    const z = center(kept[index]!);
    const ratio = (at: number): number => statistics[index]![2 * at + 1]!;
    return z.map((x, at) =>
      at < values
        ? x.map((value) => value * ratio(at))
        : x.map((value, n) => (value + z[0]![n]! * -ratio(at)) * ratio(0)),
    );
  };

  const addNormalizedActivations = (isLast: boolean): void => {
    const { columns } = plan();
    if (problem.normalization === 'preactivation') {
      const x = normalized();
      storeGains(x, x);
      if (!isLast) storeGram(activate(x), columns, stride, activationGram);
      return;
    }
    const y = center(activate(kept[index]!));
    storeGains(kept[index]!, y);
    storeGram(y, columns, stride, activationGram);
  };

  return {
    stride,
    covariance,
    inverseScales,
    gram,
    activationGram,
    powers,
    neurons,
    counts,
    gainSums,
    moments,
    enter: (layer) => {
      index = layer - 1;
    },
    factorize: (count) => factorize(covariance, stride, count, inputs),
    useFactor: () => {},
    sumFirstColumn: (network) => {
      const [z = new Float64Array()] = multiplyTriangle(covariance, stride, draw(network, 1));
      if (plan().biasDeviation !== 0) addTo(z, drawBiases(network), 1);
      storePowers(z, powers, 0);
    },
    addNormals: (network, rows, count, isMultiplied) => {
      const g = draw(network, count, rows);
      storeGram(isMultiplied ? multiplyTriangle(covariance, stride, g) : g, count, stride, activationGram);
    },
    run,
    statistics: () => statistics[index]!,
    addDeviations,
    addNormalizedActivations,
    nextCovariance: (factor, term) => {
      for (const [i, value] of activationGram.entries()) covariance[i] = value * factor + term;
    },
    layer: (layer) => ({
      preactivations: panelsOf(kept[layer - 1] ?? [], stride),
      factor: factors[layer - 1]!,
      normalization: statistics[layer - 1]!,
      biases: biases[layer - 1] ?? new Float64Array(),
    }),
    backward: (backward) => createReferenceBackward(backward, stride),
  };
}
