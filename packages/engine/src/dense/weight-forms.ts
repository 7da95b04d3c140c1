import { type Architecture, resolveWeights, UnknownNameError } from '@widthwise/network';
import type { Handle, Operations } from './operations.ts';

/** A law's map of uniform numbers, before it is divided by its deviation, as TensorFlow operations. */
export type WeightForm = (
  operations: Operations,
  uniforms: readonly [Handle, ...Handle[]],
  architecture: Architecture,
) => Handle;

/** 2 (u ≥ 0) − 1. */
const rademacher: WeightForm = (operations, [u]) => {
  const isPositive = operations.float('GreaterEqual', [u, operations.scalar(0)]);
  const zeroOrOne = operations.cast(isPositive, operations.boolean, operations.float32);
  const doubled = operations.float('Mul', [zeroOrOne, operations.scalar(2)]);
  return operations.float('Sub', [doubled, operations.scalar(1)]);
};

const logMagnitude = (operations: Operations, u: Handle): Handle =>
  operations.float('Log', [operations.float('Abs', [u])]);

/** √(ν (|u|^{−2/ν} − 1)) cos(π v). */
const studentT: WeightForm = (operations, [u, v], { weightShape: degrees = Number.NaN }) => {
  if (v === undefined) throw new TypeError('Student’s t takes two uniform numbers.');
  const exponent = operations.float('Mul', [logMagnitude(operations, u), operations.scalar(-2 / degrees)]);
  const power = operations.float('Expm1', [exponent]);
  const radius = operations.float('Sqrt', [operations.float('Mul', [power, operations.scalar(degrees)])]);
  const angle = operations.float('Mul', [v, operations.scalar(Math.PI)]);
  return operations.float('Mul', [radius, operations.float('Cos', [angle])]);
};

/** √2 erf⁻¹(u erf(√2)): the normal cut at two standard deviations. */
const truncatedNormal: WeightForm = (operations, [u]) => {
  const mass = operations.float('Erf', [operations.scalar(Math.SQRT2)]);
  const inverse = operations.float('Erfinv', [operations.float('Mul', [u, mass])]);
  return operations.float('Mul', [inverse, operations.scalar(Math.SQRT2)]);
};

/** sign(u) (−ln |u|)^{1/θ}. */
const weibull: WeightForm = (operations, [u], { weightShape: exponent = Number.NaN }) => {
  const exponential = operations.float('Neg', [logMagnitude(operations, u)]);
  const power = operations.float('Pow', [exponential, operations.scalar(1 / exponent)]);
  return operations.float('Mul', [operations.float('Sign', [u]), power]);
};

/** How TensorFlow computes each registered law that is made of uniform numbers. */
export const weightForms: Readonly<Record<string, WeightForm>> = Object.freeze({
  rademacher,
  'student-t': studentT,
  'truncated-normal': truncatedNormal,
  uniform: (_operations, [u]) => u,
  weibull,
});

/**
 * The operations of an architecture's law of weights.
 *
 * @throws UnknownNameError if TensorFlow has no form of the law here.
 */
export function resolveWeightForm(architecture: Architecture): WeightForm {
  const { name } = resolveWeights(architecture);
  const form = Object.hasOwn(weightForms, name) ? weightForms[name] : undefined;
  if (form === undefined) throw new UnknownNameError('dense law of weights', name, Object.keys(weightForms));
  return form;
}
