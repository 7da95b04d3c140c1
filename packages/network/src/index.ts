export type { Activation } from './activations/activation.ts';
export type { Architecture } from './architecture.ts';
export type { InputData, InputParameters, MnistLoader, MnistSplit } from './inputs/input-data.ts';
