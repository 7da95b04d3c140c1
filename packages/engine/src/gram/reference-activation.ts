import type { ActivationForm, Period } from './activation-forms.ts';
import { COEFFICIENTS, type TaylorTable } from './taylor-table.ts';

const ROUNDER = 1.5 * 2 ** 52;
const words = new DataView(new ArrayBuffer(8));

function wrap(z: number, { inverse, parts }: Period): number {
  const turns = z * inverse + ROUNDER - ROUNDER;
  return z - turns * parts[0] - turns * parts[1] - turns * parts[2];
}

/** Σ c_{first + 2k} squareᵏ, k = 0 … 3. */
function everySecond(c: Float64Array, first: number, square: number): number {
  return ((c[first + 6]! * square + c[first + 4]!) * square + c[first + 2]!) * square + c[first]!;
}

function lookUp(z: number, { reach, large, coefficients }: TaylorTable): number {
  const sum = Math.min(Math.max(z, -reach), reach) + large;
  const d = z - (sum - large);
  words.setFloat64(0, sum);
  const node = words.getInt32(4) * COEFFICIENTS;
  const square = d * d;
  return everySecond(coefficients, node, square) + everySecond(coefficients, node + 1, square) * d;
}

/** φ(z) by the kernel's operations in the kernel's order. */
export function applyForm(form: ActivationForm, z: number): number {
  if (form.kind === 'bend') return z < 0 ? z * form.slope : z;
  return lookUp(form.period === undefined ? z : wrap(z, form.period), form.table);
}

/** φ′(z) likewise; at a bend's kink the mean of both slopes. */
export function applySlope(form: ActivationForm, z: number): number {
  if (form.kind === 'table')
    return lookUp(form.period === undefined ? z : wrap(z, form.period), form.slopes());
  if (z === 0) return (1 + form.slope) / 2;
  return z < 0 ? form.slope : 1;
}
