import { type Observation, pitBin, pitEdges } from '@widthwise/stats';
import type { NetworkFeatures } from '../features.ts';
import type { ProbeOptions, ProbeShape } from '../probe.ts';
import { conditionalRejections } from './conditional-tests.ts';
import { FEWEST_TESTED_NEURONS, GROUP_SIZE, gaussianityPlan, PIT_BINS, TESTED_NEURONS } from './layout.ts';

const EDGES = pitEdges(PIT_BINS);

/** One network's power sums, kernel, first neurons, PIT counts and test verdicts, layer by layer. */
export function observeGaussianity(
  features: NetworkFeatures,
  shape: ProbeShape,
  _options: ProbeOptions,
  out: Observation,
): void {
  observeRows(features, shape, out);
  const { probedInputs } = gaussianityPlan(shape);
  copyPitCounts(features, shape.depth, probedInputs, out.counts);
  testLayers(features, shape, out.counts);
}

function observeRows(features: NetworkFeatures, shape: ProbeShape, out: Observation): void {
  const { probedInputs, rows, marginalCounts } = gaussianityPlan(shape);
  const { kernel, powerSums, pitScales, neurons, request } = features;
  const { inputs, depth } = shape;
  const keptNeurons = Math.min(request.neurons, Math.max(...shape.widths));
  for (let layer = 0; layer < depth; layer++) {
    for (let a = 0; a < probedInputs; a++) {
      const row = layer * probedInputs + a;
      const source = layer * request.probedInputs + a;
      const scale = usableScale(pitScales[source]!);
      const q = scale * scale;
      const sums = 4 * (layer * inputs + a);
      const excess = kernel[(layer * inputs + a) * inputs + a]! / q - 1;
      const first = neurons[source * keptNeurons]! / scale;
      out.moments[row] = 1 + excess;
      out.moments[rows + row] = first;
      out.reservoir[row] = first;
      const group = GROUP_SIZE * row;
      out.groups[group] = powerSums[sums + 1]! / q;
      out.groups[group + 1] = powerSums[sums + 3]! / (q * q);
      out.groups[group + 2] = powerSums[sums + 2]! / (q * scale);
      out.groups[group + 3] = excess;
      out.groups[group + 4] = excess * excess;
      out.counts[marginalCounts + row * PIT_BINS + pitBin(EDGES, first)] = 1;
    }
  }
}

function copyPitCounts(
  { pitCounts, request }: NetworkFeatures,
  depth: number,
  probedInputs: number,
  counts: Float64Array,
): void {
  if (request.pitBins !== PIT_BINS) {
    throw new RangeError(`gaussianity needs ${PIT_BINS} PIT bins, the sampler made ${request.pitBins}`);
  }
  const perLayer = probedInputs * PIT_BINS;
  for (let layer = 0; layer < depth; layer++) {
    const from = layer * request.probedInputs * PIT_BINS;
    counts.set(pitCounts.subarray(from, from + perLayer), layer * perLayer);
  }
}

function testLayers({ neurons, request }: NetworkFeatures, shape: ProbeShape, counts: Float64Array): void {
  const { testCounts } = gaussianityPlan(shape);
  const stride = request.probedInputs * Math.min(request.neurons, Math.max(...shape.widths));
  for (const [layer, width] of shape.widths.entries()) {
    const tested = Math.min(width, TESTED_NEURONS);
    if (tested < FEWEST_TESTED_NEURONS) continue;
    const rejections = conditionalRejections(neurons.slice(layer * stride, layer * stride + tested));
    if (rejections === undefined) continue;
    const at = testCounts + 3 * layer;
    counts[at] = 1;
    counts[at + 1] = rejections.jarqueBera ? 1 : 0;
    counts[at + 2] = rejections.andersonDarling ? 1 : 0;
  }
}

/** A length of zero or beyond float64 has no scale; its values are kept as they are. */
export function usableScale(scale: number): number {
  return scale > 0 && Number.isFinite(scale) ? scale : 1;
}
