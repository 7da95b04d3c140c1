export type { Activation } from './activations/activation.ts';
export {
  type ActivationChoice,
  type ActivationEntry,
  activations,
  resolveActivation,
} from './activations/registry.ts';
export type { Architecture } from './architecture.ts';
export type { InputData, InputParameters, MnistLoader, MnistSplit } from './inputs/input-data.ts';
export type { InputEnsemble, ParametersByEnsemble } from './inputs/input-ensemble.ts';
export { inputCount, inputDimension, inputEnsembles, resolveInputs } from './inputs/registry.ts';
export { layerScalings, layerWidths } from './layers.ts';
export { type LayerScaling, type ParameterizationName, parameterizations } from './parameterizations.ts';
export { nearestName, UnknownNameError } from './unknown-name.ts';
export { resolveWeights, type WeightChoice, type WeightEntry, weightLaws } from './weights/registry.ts';
export type { UniformTransform, WeightLaw, WeightShapeRule } from './weights/weight-law.ts';
