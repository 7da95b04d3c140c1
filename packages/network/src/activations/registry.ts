import type { Architecture } from '../architecture.ts';
import { UnknownNameError } from '../unknown-name.ts';
import type { Activation } from './activation.ts';
import { erf } from './erf.ts';
import { gelu } from './gelu.ts';
import { leakyRelu } from './leaky-relu.ts';
import { linear } from './linear.ts';
import { relu } from './relu.ts';
import { sigmoid } from './sigmoid.ts';
import { silu } from './silu.ts';
import { sin } from './sin.ts';
import { tanh } from './tanh.ts';

/** The part of an architecture that fixes φ. */
export type ActivationChoice = Pick<Architecture, 'activation' | 'negativeSlope'>;

/** A registered φ, or a family of them with the parameters it takes from the architecture. */
export interface ActivationEntry {
  /** Keys of the architecture that belong to this activation; each is required with it and refused without it. */
  readonly parameters: readonly 'negativeSlope'[];
  readonly create: (choice: ActivationChoice) => Activation;
}

const fixed = (activation: Activation): ActivationEntry => ({ parameters: [], create: () => activation });
const sloped = (create: (negativeSlope: number) => Activation): ActivationEntry => ({
  parameters: ['negativeSlope'],
  create: (choice) => create(choice.negativeSlope ?? Number.NaN),
});

/** Every activation, by stored name. */
export const activations: Readonly<Record<string, ActivationEntry>> = Object.freeze({
  erf: fixed(erf),
  gelu: fixed(gelu),
  'leaky-relu': sloped(leakyRelu),
  linear: fixed(linear),
  relu: fixed(relu),
  sigmoid: fixed(sigmoid),
  silu: fixed(silu),
  sin: fixed(sin),
  tanh: fixed(tanh),
});

/**
 * The function φ of an architecture.
 *
 * @param choice - `activation` is a registered name; `negativeSlope` goes with `leaky-relu` alone.
 * @returns φ, bound to its parameters.
 * @throws UnknownNameError if the name is not registered; RangeError if a parameter is missing, not finite or
 * does not belong to the activation.
 *
 * @example
 * resolveActivation({ activation: 'leaky-relu', negativeSlope: 0.1 }).phi(-2); // => -0.2
 */
export function resolveActivation(choice: ActivationChoice): Activation {
  const { activation: name, negativeSlope } = choice;
  const entry = Object.hasOwn(activations, name) ? activations[name] : undefined;
  if (entry === undefined) throw new UnknownNameError('activation', name, Object.keys(activations));
  if (negativeSlope !== undefined && !entry.parameters.includes('negativeSlope')) {
    throw new RangeError(
      `SPEC_RANGE: activation ${name} takes no negativeSlope, got ${negativeSlope}. Leave it out.`,
    );
  }
  return entry.create(choice);
}
