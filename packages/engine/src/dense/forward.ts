import type { Architecture } from '@widthwise/network';
import { UnknownNameError } from '@widthwise/network';
import type { Handle, Operations } from './operations.ts';

/** φ as TensorFlow operations on a float32 tensor. */
export type Forward = (operations: Operations, z: Handle, architecture: Architecture) => Handle;

const pointwise =
  (name: string): Forward =>
  (operations, z) =>
    operations.float(name, [z]);

/** φ(z) = z Φ(z), with Φ through erfc so that the left tail keeps its relative precision. */
const gelu: Forward = (operations, z) => {
  const scaled = operations.float('Mul', [z, operations.scalar(-Math.SQRT1_2)]);
  const doubled = operations.float('Mul', [z, operations.float('Erfc', [scaled])]);
  return operations.float('Mul', [doubled, operations.scalar(0.5)]);
};

const silu: Forward = (operations, z) => operations.float('Mul', [z, operations.float('Sigmoid', [z])]);

const leakyRelu: Forward = (operations, z, { negativeSlope }) =>
  operations.float('LeakyRelu', [z], [operations.floatAttribute('alpha', negativeSlope ?? Number.NaN)]);

/** How TensorFlow computes each registered activation. */
export const forwards: Readonly<Record<string, Forward>> = Object.freeze({
  erf: pointwise('Erf'),
  gelu,
  'leaky-relu': leakyRelu,
  linear: (_operations, z) => z,
  relu: pointwise('Relu'),
  sigmoid: pointwise('Sigmoid'),
  silu,
  sin: pointwise('Sin'),
  tanh: pointwise('Tanh'),
});

/**
 * The operations of an architecture's φ.
 *
 * @throws UnknownNameError if TensorFlow has no form of the activation here.
 */
export function resolveForward({ activation }: Architecture): Forward {
  const forward = Object.hasOwn(forwards, activation) ? forwards[activation] : undefined;
  if (forward === undefined)
    throw new UnknownNameError('dense activation', activation, Object.keys(forwards));
  return forward;
}
