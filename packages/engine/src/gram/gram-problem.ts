import type { PropagateTask } from '@widthwise/experiments';
import { layerWidths } from '@widthwise/network';
import type { FeatureRequest } from '@widthwise/probes';
import { activationForm } from './activation-forms.ts';
import { backwardProblem } from './backward/backward-problem.ts';
import { backwardBytes } from './backward/kernel-backward.ts';
import type { GramProblem, LayerPlan } from './layer-machine.ts';
import { pitGrid } from './pit-grid.ts';

const MOST_NEURONS_KEPT = 64;

function requireShape({ architecture, inputs }: PropagateTask, widths: readonly number[]): void {
  for (const [name, value] of Object.entries({ depth: architecture.depth, inputs: inputs.count }))
    if (!Number.isSafeInteger(value) || value < 1)
      throw new RangeError(`${name} must be a positive integer, got ${value}`);
  for (const width of widths)
    if (!Number.isSafeInteger(width) || width < 1)
      throw new RangeError(`width must be a positive integer, got ${width}`);
  const { skip = 0, weights = 'gaussian' } = architecture;
  if (skip !== 0 && widths.some((width) => width !== widths[0]))
    throw new RangeError(`skip needs layers of one width, got ${widths.join(', ')}`);
  if (weights !== 'gaussian' && weights !== 'orthogonal')
    throw new RangeError(`the Gram sampler has no weights "${weights}"; it has gaussian, orthogonal`);
}

function requireFeatures({ architecture, features, inputs, pitEdges }: PropagateTask): void {
  const { probedInputs, neurons, pitBins, tangents, ntkInputs = 0, singularValues = 0 } = features;
  if (probedInputs > inputs.count)
    throw new RangeError(`probedInputs must be at most ${inputs.count}, got ${probedInputs}`);
  if (ntkInputs > inputs.count)
    throw new RangeError(`ntkInputs must be at most ${inputs.count}, got ${ntkInputs}`);
  if (ntkInputs > 0 && architecture.weights === 'orthogonal')
    throw new RangeError('the tangent kernel of orthogonal weights needs the dense sampler');
  if (neurons > MOST_NEURONS_KEPT)
    throw new RangeError(`neurons must be at most ${MOST_NEURONS_KEPT}, got ${neurons}`);
  if (pitBins > 0 && pitEdges.length !== pitBins - 1)
    throw new RangeError(`pitEdges must hold ${pitBins - 1} edges, got ${pitEdges.length}`);
  if (singularValues > 0)
    throw new RangeError(`singularValues needs explicit weights, got ${singularValues}`);
  const starts = tangents?.starts ?? [];
  for (const [i, start] of starts.entries())
    if (!Number.isInteger(start) || start <= (starts[i - 1] ?? 0) || start > architecture.depth)
      throw new RangeError(
        `tangents must start in ascending layers 1 … ${architecture.depth}, got ${starts.join(', ')}`,
      );
}

/** Tangent columns that have started by a layer. */
function tangentsAt({ tangents }: FeatureRequest, layer: number): number {
  if (tangents === undefined) return 0;
  return tangents.directions * tangents.starts.filter((start) => start <= layer).length;
}

/** Haar weights take their biases apart, since an orthonormal block has no row for them. */
export const isHaar = ({ architecture }: PropagateTask): boolean => architecture.weights === 'orthogonal';

function layerPlans(task: PropagateTask, widths: readonly number[]): LayerPlan[] {
  const { features, inputs, architecture } = task;
  const values = inputs.count + features.pushforwardSamples;
  const columnsAt = (layer: number): number => values + tangentsAt(features, layer);
  return widths.map((width, index) => ({
    width,
    columns: columnsAt(index + 1),
    known: index === 0 ? inputs.count : columnsAt(index),
    biasDeviation: isHaar(task) ? architecture.sigmaB : 0,
    biased: index === 0 ? inputs.count : values,
  }));
}

/** An orthonormal block has no more columns than rows. */
function requireHaarShape({ inputs }: PropagateTask, plans: readonly LayerPlan[]): void {
  for (const [index, { width, known }] of plans.entries()) {
    const rows = Math.max(plans[index - 1]?.width ?? inputs.dimension, width);
    if (known > rows)
      throw new RangeError(
        `orthogonal weights of layer ${index + 1} have ${rows} rows or columns and cannot carry ${known} columns (inputs, injected ones and tangents together)`,
      );
  }
}

/**
 * What a task asks of a layer machine.
 *
 * @throws RangeError if the task's shapes do not fit each other or the sampler, or the activation has no form here.
 */
export function problemOf(task: PropagateTask): GramProblem {
  const { architecture, features, inputs } = task;
  const widths = layerWidths(architecture);
  requireShape(task, widths);
  requireFeatures(task);
  const { probedInputs, neurons, pitBins, pushforwardSamples, jacobianGains } = features;
  const layers = layerPlans(task, widths);
  if (isHaar(task)) requireHaarShape(task, layers);
  const backward = backwardProblem(task);
  return {
    key: task.key,
    layers,
    inputs: inputs.count,
    injected: pushforwardSamples,
    probedInputs,
    probedNeurons: Math.min(neurons, Math.max(...widths)),
    pitGrid: pitBins > 0 ? pitGrid(task.pitEdges) : undefined,
    form: activationForm(architecture.activation, architecture.negativeSlope),
    gains: jacobianGains === true ? probedInputs : 0,
    skip: architecture.skip ?? 0,
    normalization: architecture.normalization,
    keepsLayers: backward !== undefined,
    workspaceBytes: backward === undefined ? 0 : backwardBytes(backward),
  };
}
