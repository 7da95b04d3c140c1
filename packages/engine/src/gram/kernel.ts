import { gaussianCoefficients, layerWord, purposes } from '@widthwise/random';
import type { ActivationForm } from './activation-forms.ts';
import { GAUSSIAN, HEAP, STRIDE } from './kernel/addresses.ts';
import { applySettings, instantiateKernel, type KernelExports } from './kernel-exports.ts';
import type { GramProblem, LayerMachine } from './layer-machine.ts';
import type { PitGrid } from './pit-grid.ts';

const PAGE = 65536;
const layerWordOf = (layer: number): number => layerWord(layer, purposes.gramNormals);

/** Hands out addresses one after the other, each on its own cache line. */
class Allocator {
  private next = HEAP;

  take(bytes: number): number {
    const address = this.next;
    this.next += Math.ceil(bytes / 64) * 64;
    return address;
  }

  get end(): number {
    return this.next;
  }
}

function storeGaussianConstants(buffer: ArrayBuffer): void {
  const { radius, angle, minusTwoLn2, unit, split } = gaussianCoefficients;
  const constants = new Float32Array(buffer, GAUSSIAN, 15);
  constants.set([...radius, ...angle, minusTwoLn2, unit, 0, 0.5, 1 / unit, 1, 2]);
  // The exponent's split is a bit pattern, compared as an integer.
  new Int32Array(buffer, GAUSSIAN, 15)[10] = split;
}

function storeForm(
  buffer: ArrayBuffer,
  form: ActivationForm,
  at: { nodes: number; grid: number; period: number },
): void {
  if (form.kind === 'bend') return;
  const { reach, large, coefficients } = form.table;
  new Float64Array(buffer, at.nodes).set(coefficients);
  new Float64Array(buffer, at.grid).set([-reach, reach, large]);
  if (form.period !== undefined)
    new Float64Array(buffer, at.period).set([form.period.inverse, ...form.period.parts, 1.5 * 2 ** 52]);
}

/** Cells of 16 bytes: the edge, then the number of edges below. */
function storePitGrid(buffer: ArrayBuffer, grid: PitGrid, at: { cells: number; grid: number }): void {
  const cells = new DataView(buffer, at.cells);
  for (const [i, edge] of grid.edges.entries()) {
    cells.setFloat64(16 * i, edge, true);
    cells.setInt32(16 * i + 8, grid.below[i]!, true);
  }
  new Float64Array(buffer, at.grid).set([grid.lowest, grid.highest, grid.large]);
}

const formCodes = { lookUp: 0, wrapped: 1, bend: 2 } as const;

function formCode(form: ActivationForm): number {
  if (form.kind === 'bend') return formCodes.bend;
  return form.period === undefined ? formCodes.lookUp : formCodes.wrapped;
}

/** Places everything in the kernel's memory, which grows to what the problem needs. */
function place(kernel: KernelExports, problem: GramProblem) {
  const columns = problem.inputs + problem.injected;
  const stride = Math.ceil(columns / 4) * 4;
  const matrix = 8 * stride * stride;
  const bins = problem.pitGrid?.bins ?? 0;
  const allocator = new Allocator();
  const at = {
    panel: allocator.take(STRIDE * stride),
    covariance: allocator.take(matrix),
    diagonal: allocator.take(8 * stride),
    factor: allocator.take(4 * stride * (stride + 4)),
    preactivationGram: allocator.take(matrix),
    postactivationGram: allocator.take(matrix),
    powers: allocator.take(32 * stride),
    neuronValues: allocator.take(8 * problem.probedInputs * problem.probedNeurons),
    binCells: allocator.take(16 * (problem.pitGrid?.edges.length ?? 0)),
    binGrid: allocator.take(24),
    binCounts: allocator.take(4 * problem.probedInputs * bins),
    binScales: allocator.take(8 * problem.probedInputs),
    nodes: allocator.take(problem.form.kind === 'table' ? problem.form.table.coefficients.byteLength : 0),
    grid: allocator.take(24),
    period: allocator.take(40),
  };
  const missing = allocator.end - kernel.memory.buffer.byteLength;
  if (missing > 0) kernel.memory.grow(Math.ceil(missing / PAGE));
  const { buffer } = kernel.memory;
  storeGaussianConstants(buffer);
  storeForm(buffer, problem.form, at);
  if (problem.pitGrid !== undefined)
    storePitGrid(buffer, problem.pitGrid, { cells: at.binCells, grid: at.binGrid });
  applySettings(kernel, {
    ...at,
    width: problem.width,
    inputs: problem.inputs,
    columns,
    matrixStride: 8 * stride,
    probedInputs: problem.probedInputs,
    probedNeurons: problem.probedNeurons,
    bins,
    form: formCode(problem.form),
    slope: problem.form.kind === 'bend' ? problem.form.slope : 0,
  });
  return { at, buffer, stride, columns, bins };
}

/**
 * The compiled kernel as a layer machine: float64 with 128-bit SIMD, one instance per problem.
 *
 * @throws RangeError if memory cannot grow to what the problem needs (the engine's own message as cause).
 */
export function createKernelMachine(problem: GramProblem): LayerMachine {
  const kernel = instantiateKernel();
  const { at, buffer, stride, columns, bins } = place(kernel, problem);
  kernel.setKey(problem.key[0] | 0, problem.key[1] | 0);
  return {
    stride,
    covariance: new Float64Array(buffer, at.covariance, stride * stride),
    inverseScales: new Float64Array(buffer, at.binScales, problem.probedInputs),
    gram: new Float64Array(buffer, at.preactivationGram, stride * stride),
    powers: new Float64Array(buffer, at.powers, 4 * columns),
    neurons: new Float64Array(buffer, at.neuronValues, problem.probedInputs * problem.probedNeurons),
    counts: new Int32Array(buffer, at.binCounts, problem.probedInputs * bins),
    factorize: (count) => kernel.factorizeCovariance(count),
    useFactor: () => kernel.packCovariance(),
    sumFirstColumn: (network, layer) => kernel.sumFirstColumn(network | 0, layerWordOf(layer)),
    run: ({ network, layer, mean, isLast }) =>
      kernel.runLayer(network | 0, layerWordOf(layer), mean, isLast ? 1 : 0),
    nextCovariance: (factor, term) => kernel.nextCovariance(factor, term),
  };
}
