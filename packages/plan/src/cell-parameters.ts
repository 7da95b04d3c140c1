import type { PropagateParameters } from '@widthwise/experiments';
import { type Architecture, activations, type InputParameters } from '@widthwise/network';
import { cellInputsSchema } from './cell-inputs.ts';
import type { LeafValue } from './written-leaf.ts';

/** Defaults of leaves that only some networks and inputs have; written into every cell. */
const NEGATIVE_SLOPE = 0.01;
const FIRST_IMAGE = [0];

const numberAt = (values: ReadonlyMap<string, LeafValue>, path: string): number | undefined => {
  const value = values.get(path);
  return typeof value === 'number' ? value : undefined;
};

/** A scale given by itself or squared. */
function scaleAt(values: ReadonlyMap<string, LeafValue>, path: string): number | undefined {
  const squared = numberAt(values, `${path}2`);
  return squared === undefined ? numberAt(values, path) : Math.sqrt(squared);
}

/** φ with its parameters, as far as a grid point fixes it. */
export function activationAt(
  values: ReadonlyMap<string, LeafValue>,
): Pick<Architecture, 'activation' | 'negativeSlope'> {
  const activation = String(values.get('network.activation'));
  const takesSlope = activations[activation]?.parameters.includes('negativeSlope') ?? false;
  return {
    activation,
    ...(takesSlope ? { negativeSlope: numberAt(values, 'network.negativeSlope') ?? NEGATIVE_SLOPE } : {}),
  };
}

/** σ_b at a grid point; 0 where a spec does not say. */
export const sigmaBAt = (values: ReadonlyMap<string, LeafValue>): number =>
  scaleAt(values, 'network.sigmaB') ?? 0;

function inputsAt(values: ReadonlyMap<string, LeafValue>): InputParameters {
  const leaves = [...values].filter(([path]) => path.startsWith('inputs.'));
  const written = Object.fromEntries(leaves.map(([path, value]) => [path.slice('inputs.'.length), value]));
  const needsImages =
    written.ensemble === 'mnist' && written.indices === undefined && written.classes === undefined;
  return cellInputsSchema.parse(needsImages ? { ...written, indices: FIRST_IMAGE } : written);
}

/** The parameters of the cell at a grid point. */
export function parametersAt(
  values: ReadonlyMap<string, LeafValue>,
  sampler: PropagateParameters['sampler'],
): PropagateParameters {
  return {
    network: {
      ...activationAt(values),
      width: numberAt(values, 'network.width') ?? 0,
      depth: numberAt(values, 'network.depth') ?? 0,
      sigmaW: scaleAt(values, 'network.sigmaW') ?? 0,
      sigmaB: sigmaBAt(values),
    },
    inputs: inputsAt(values),
    sampler,
  };
}
