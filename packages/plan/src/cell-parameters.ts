import type { ExperimentParameters, Sampler } from '@widthwise/experiments';
import {
  type Architecture,
  activations,
  type InputParameters,
  type ParameterizationName,
  parameterizations,
  weightLaws,
} from '@widthwise/network';
import { cellInputsSchema } from './cell-inputs.ts';
import { shapeAt } from './layer-shape.ts';
import { neutralValues } from './network-schema.ts';
import type { LeafValue } from './written-leaf.ts';

type Values = ReadonlyMap<string, LeafValue>;

/** Defaults of leaves that only some networks and inputs have; written into every cell. */
const NEGATIVE_SLOPE = 0.01;
const FIRST_IMAGE = [0];

const numberAt = (values: Values, path: string): number | undefined => {
  const value = values.get(path);
  return typeof value === 'number' ? value : undefined;
};

/** A scale given by itself or squared. */
function scaleAt(values: Values, path: string): number | undefined {
  const squared = numberAt(values, `${path}2`);
  return squared === undefined ? numberAt(values, path) : Math.sqrt(squared);
}

/** φ with its parameters, as far as a grid point fixes it. */
export function activationAt(values: Values): Pick<Architecture, 'activation' | 'negativeSlope'> {
  const activation = String(values.get('network.activation'));
  const takesSlope = activations[activation]?.parameters.includes('negativeSlope') ?? false;
  return {
    activation,
    ...(takesSlope ? { negativeSlope: numberAt(values, 'network.negativeSlope') ?? NEGATIVE_SLOPE } : {}),
  };
}

/** σ_b at a grid point; 0 where a spec does not say. */
export const sigmaBAt = (values: Values): number => scaleAt(values, 'network.sigmaB') ?? 0;

/** The value of a leaf, undefined where it is as good as not written. */
export function notableAt(values: Values, path: string): LeafValue | undefined {
  const value = values.get(path);
  return value === neutralValues.get(path) ? undefined : value;
}

/** Law of the weights at a grid point; nothing where it is Gaussian. */
export function weightsAt(values: Values): Pick<Architecture, 'weights' | 'weightShape'> {
  const weights = notableAt(values, 'network.weights');
  if (typeof weights !== 'string') return {};
  const weightShape = numberAt(values, 'network.weightShape');
  const takesShape = Object.hasOwn(weightLaws, weights) && weightLaws[weights]?.shape !== undefined;
  return { weights, ...(takesShape && weightShape !== undefined ? { weightShape } : {}) };
}

const isParameterization = (name: unknown): name is ParameterizationName =>
  typeof name === 'string' && Object.hasOwn(parameterizations, name);

/** What goes on between layers besides weights and φ; nothing where it is what every network has. */
function variantsAt(values: Values): Pick<Architecture, 'skip' | 'normalization' | 'parameterization'> {
  const skip = notableAt(values, 'network.skip');
  const normalization = notableAt(values, 'network.normalization');
  const parameterization = notableAt(values, 'network.parameterization');
  return {
    ...(typeof skip === 'number' ? { skip } : {}),
    ...(normalization === 'preactivation' || normalization === 'postactivation' ? { normalization } : {}),
    ...(isParameterization(parameterization) ? { parameterization } : {}),
  };
}

function inputsAt(values: Values): InputParameters {
  const leaves = [...values].filter(([path]) => path.startsWith('inputs.'));
  const written = Object.fromEntries(leaves.map(([path, value]) => [path.slice('inputs.'.length), value]));
  const needsImages =
    written.ensemble === 'mnist' && written.indices === undefined && written.classes === undefined;
  return cellInputsSchema.parse(needsImages ? { ...written, indices: FIRST_IMAGE } : written);
}

/** What cells have besides leaves. */
interface CellChoice {
  readonly sampler: Sampler;
  readonly untied?: boolean | undefined;
}

/** The parameters of the cell at a grid point. */
export const parametersAt = (values: Values, { sampler, untied }: CellChoice): ExperimentParameters => ({
  network: {
    ...activationAt(values),
    ...shapeAt(values),
    sigmaW: scaleAt(values, 'network.sigmaW') ?? 0,
    sigmaB: sigmaBAt(values),
    ...variantsAt(values),
    ...weightsAt(values),
  },
  inputs: inputsAt(values),
  sampler,
  ...(untied ? { untied } : {}),
});
