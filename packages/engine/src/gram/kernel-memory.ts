import { HEAP, PANEL, STRIDE } from './kernel/addresses.ts';
import { formCode, storeForm, storeGaussianConstants, storePitGrid } from './kernel-constants.ts';
import { applySettings, type KernelExports, type KernelSettings } from './kernel-exports.ts';
import { type GramProblem, largest, valueColumns } from './layer-machine.ts';

const PAGE = 65536;

/** Hands out addresses one after the other, each on its own cache line. */
class Allocator {
  private next = HEAP;

  take(bytes: number): number {
    const address = this.next;
    this.next += Math.ceil(bytes / 64) * 64;
    return address;
  }

  /** Address 0 for nothing, so that the kernel sees what is absent. */
  takeIf(isWanted: boolean, bytes: number): number {
    return isWanted ? this.take(bytes) : 0;
  }

  get end(): number {
    return this.next;
  }
}

/** Where a layer that is kept lies; 0 for a part that is not. */
export interface LayerPlace {
  readonly stored: number;
  readonly factor: number;
  readonly statistics: number;
  readonly biases: number;
}

export interface KernelPlaces {
  readonly stride: number;
  readonly bins: number;
  readonly settings: KernelSettings & {
    readonly covariance: number;
    readonly preactivationGram: number;
    readonly postactivationGram: number;
    readonly powers: number;
    readonly moments: number;
    readonly gainSums: number;
    readonly neuronValues: number;
    readonly binCounts: number;
    readonly binScales: number;
  };
  readonly layers: readonly LayerPlace[];
  readonly workspace: number;
}

const panelsOf = (width: number): number => Math.ceil(width / PANEL);

function placeLayer(problem: GramProblem, allocator: Allocator, stride: number, width: number): LayerPlace {
  const { normalization, keepsLayers, skip, layers } = problem;
  return {
    stored: allocator.takeIf(
      keepsLayers || skip !== 0 || normalization !== undefined,
      panelsOf(width) * STRIDE * stride,
    ),
    factor: allocator.takeIf(keepsLayers, 8 * stride * stride),
    statistics: allocator.takeIf(normalization !== undefined, 16 * stride),
    biases: allocator.takeIf(
      layers.some(({ biasDeviation }) => biasDeviation !== 0),
      panelsOf(width) * STRIDE,
    ),
  };
}

/** Without a backward pass one place serves all layers, each written over the one before. */
function placeLayers(problem: GramProblem, allocator: Allocator, stride: number): LayerPlace[] {
  if (problem.keepsLayers)
    return problem.layers.map(({ width }) => placeLayer(problem, allocator, stride, width));
  const only = placeLayer(problem, allocator, stride, largest(problem).width);
  return problem.layers.map(() => only);
}

const normalizationCodes = { preactivation: 1, postactivation: 2 } as const;

/** Places everything in the kernel's memory, which grows to what the problem needs. */
export function placeProblem(kernel: KernelExports, problem: GramProblem): KernelPlaces {
  const { form, pitGrid, gains, probedInputs, probedNeurons, normalization } = problem;
  const { columns } = largest(problem);
  const stride = Math.ceil(columns / 4) * 4;
  const matrix = 8 * stride * stride;
  const bins = pitGrid?.bins ?? 0;
  const table = form.kind === 'table' ? form.table.coefficients.byteLength : 0;
  const needsSlopes = gains > 0 || columns > valueColumns(problem) || problem.keepsLayers;
  const allocator = new Allocator();
  const at = {
    panel: allocator.take(STRIDE * stride),
    covariance: allocator.take(matrix),
    diagonal: allocator.take(8 * stride),
    factor: allocator.take(4 * stride * (stride + 4)),
    preactivationGram: allocator.take(matrix),
    postactivationGram: allocator.take(matrix),
    powers: allocator.take(32 * stride),
    neuronValues: allocator.take(8 * probedInputs * probedNeurons),
    binCells: allocator.take(16 * (pitGrid?.edges.length ?? 0)),
    binGrid: allocator.take(24),
    binCounts: allocator.take(4 * probedInputs * bins),
    binScales: allocator.take(8 * probedInputs),
    nodes: allocator.take(table),
    grid: allocator.take(24),
    period: allocator.take(40),
    slopeNodes: allocator.takeIf(needsSlopes, table),
    slopes: allocator.takeIf(needsSlopes, STRIDE),
    gainSums: allocator.take(16 * gains),
    moments: allocator.take(8 * stride),
  };
  const layers = placeLayers(problem, allocator, stride);
  const workspace = allocator.take(problem.workspaceBytes);
  const missing = allocator.end - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE));
  const { buffer } = kernel.memory;
  storeGaussianConstants(buffer);
  storeForm(buffer, form, at);
  if (pitGrid !== undefined) storePitGrid(buffer, pitGrid, { cells: at.binCells, grid: at.binGrid });
  const settings = {
    ...at,
    inputs: problem.inputs,
    values: valueColumns(problem),
    matrixStride: 8 * stride,
    panelBytes: STRIDE * stride,
    skip: problem.skip,
    normalization: normalization === undefined ? 0 : normalizationCodes[normalization],
    gains,
    probedInputs,
    probedNeurons,
    bins,
    form: formCode(form),
    slope: form.kind === 'bend' ? form.slope : 0,
  };
  applySettings(kernel, settings);
  return { stride, bins, settings, layers, workspace };
}
