import type { ExperimentParameters } from '@widthwise/experiments';
import { inputCount, inputDimension, layerWidths } from '@widthwise/network';
import {
  combineRequests,
  type FeatureRequest,
  type ProbeSelection,
  type ProbeShape,
  resolveProbe,
} from '@widthwise/probes';
import { conflict, type Fault } from './fault.ts';

/** Columns that reach a layer: inputs, and beyond layer 1 what probes have injected and started before. */
function columnsInto(
  layer: number,
  inputs: number,
  { pushforwardSamples, tangents }: FeatureRequest,
): number {
  if (layer === 1) return inputs;
  const started = tangents?.starts.filter((start) => start < layer).length ?? 0;
  return inputs + pushforwardSamples + started * (tangents?.directions ?? 0);
}

/**
 * What the Gram sampler cannot do where weights are orthogonal: a layer has no more orthonormal columns than rows, and
 * gradient signals are drawn from the conditional law of Gaussian weights.
 *
 * @returns the fault of a cell, undefined if it has none.
 */
export function orthogonalFault(
  { network, inputs, sampler }: ExperimentParameters,
  probes: readonly ProbeSelection[],
): Fault | undefined {
  if (sampler !== 'gram' || network.weights !== 'orthogonal') return undefined;
  const chosen = probes.map(({ name, options }) => ({ probe: resolveProbe(name), options }));
  if (chosen.some(({ probe }) => probe.experiment !== 'propagate')) return undefined;
  const widths = layerWidths(network);
  const shape: ProbeShape = { widths, depth: network.depth, inputs: inputCount(inputs) };
  const kernel = chosen.find(({ probe, options }) => (probe.features(shape, options).ntkInputs ?? 0) > 0);
  if (kernel !== undefined)
    return conflict(
      'network.weights',
      `"orthogonal" and probe ${kernel.probe.name} go together in sampler dense alone, got gram. Set sampler: dense, or leave the probe out.`,
    );
  const request = combineRequests(chosen.map(({ probe, options }) => probe.features(shape, options)));
  for (const [index, width] of widths.entries()) {
    const rows = Math.max(width, widths[index - 1] ?? inputDimension(inputs));
    const columns = columnsInto(index + 1, shape.inputs, request);
    if (columns > rows)
      return conflict(
        'network.weights',
        `"orthogonal" needs as many neurons as columns in sampler gram, got ${rows} for the ${columns} columns of layer ${index + 1}: ${shape.inputs} inputs, the rest of probes. Widen it, use fewer inputs or probes, or set sampler: dense.`,
      );
  }
  return undefined;
}
