import type { EquilibriumTask, TiedFamily } from '@widthwise/experiments';
import {
  type Architecture,
  type InputParameters,
  resolveActivation,
  resolveInputs,
} from '@widthwise/network';

/** What tests of equilibrium networks vary. */
export interface TiedCase {
  readonly family: TiedFamily;
  readonly width: number;
  /** Most iterations T. */
  readonly depth: number;
  readonly sigmaW: number;
  readonly count: number;
  readonly first?: number;
  readonly activation?: string;
  readonly isUntied?: boolean;
  readonly inputs?: InputParameters;
}

const key = [0x13198a2e, 0x03707344] as const;
const one: InputParameters = { ensemble: 'constant', squaredNorm: 1 };

/** One input of entries N(0, 1) through a linear network, unless the case says otherwise. */
export function tiedTask({ family, count, first = 0, ...given }: TiedCase): EquilibriumTask {
  const { width, depth, sigmaW, activation = 'linear', isUntied = false, inputs = one } = given;
  const architecture: Architecture = { activation, width, depth, sigmaW, sigmaB: 0 };
  return {
    key,
    architecture,
    activation: resolveActivation(architecture),
    inputs: resolveInputs(inputs, key, () => ({ images: new Uint8Array(), labels: new Uint8Array() })),
    first,
    count,
    family,
    isUntied,
    tolerance: 1e-6,
  };
}
