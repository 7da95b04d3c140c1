import { gaussianCoefficients } from '@widthwise/random';
import type { ActivationForm } from './activation-forms.ts';
import { GAUSSIAN } from './kernel/addresses.ts';
import type { PitGrid } from './pit-grid.ts';

export function storeGaussianConstants(buffer: ArrayBuffer): void {
  const { radius, angle, minusTwoLn2, unit, split } = gaussianCoefficients;
  const constants = new Float32Array(buffer, GAUSSIAN, 15);
  constants.set([...radius, ...angle, minusTwoLn2, unit, 0, 0.5, 1 / unit, 1, 2]);
  // The exponent's split is a bit pattern, compared as an integer.
  new Int32Array(buffer, GAUSSIAN, 15)[10] = split;
}

const formCodes = { lookUp: 0, wrapped: 1, bend: 2 } as const;

export function formCode(form: ActivationForm): number {
  if (form.kind === 'bend') return formCodes.bend;
  return form.period === undefined ? formCodes.lookUp : formCodes.wrapped;
}

/** φ's table and period; φ′'s table where its address is not 0. */
export function storeForm(
  buffer: ArrayBuffer,
  form: ActivationForm,
  at: { nodes: number; slopeNodes: number; grid: number; period: number },
): void {
  if (form.kind === 'bend') return;
  const { reach, large, coefficients } = form.table;
  new Float64Array(buffer, at.nodes).set(coefficients);
  if (at.slopeNodes !== 0) new Float64Array(buffer, at.slopeNodes).set(form.slopes().coefficients);
  new Float64Array(buffer, at.grid).set([-reach, reach, large]);
  if (form.period !== undefined)
    new Float64Array(buffer, at.period).set([form.period.inverse, ...form.period.parts, 1.5 * 2 ** 52]);
}

/** Cells of 16 bytes: the edge, then the number of edges below. */
export function storePitGrid(buffer: ArrayBuffer, grid: PitGrid, at: { cells: number; grid: number }): void {
  const cells = new DataView(buffer, at.cells);
  for (const [i, edge] of grid.edges.entries()) {
    cells.setFloat64(16 * i, edge, true);
    cells.setInt32(16 * i + 8, grid.below[i]!, true);
  }
  new Float64Array(buffer, at.grid).set([grid.lowest, grid.highest, grid.large]);
}
