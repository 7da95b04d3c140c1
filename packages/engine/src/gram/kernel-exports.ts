import type { BackwardExports } from './backward/backward-exports.ts';
import { kernelBase64 } from './kernel-bytes.generated.ts';

interface Global {
  value: number;
}

/** Settings of the compiled kernel, one exported global each; see kernel/settings.ts. */
type Setting =
  | 'width'
  | 'inputs'
  | 'values'
  | 'columns'
  | 'matrixStride'
  | 'covariance'
  | 'diagonal'
  | 'factor'
  | 'panel'
  | 'preactivationGram'
  | 'postactivationGram'
  | 'powers'
  | 'stored'
  | 'storedBefore'
  | 'panelBytes'
  | 'skip'
  | 'carried'
  | 'biases'
  | 'biased'
  | 'normalization'
  | 'statistics'
  | 'moments'
  | 'gains'
  | 'gainSums'
  | 'slopes'
  | 'probedInputs'
  | 'probedNeurons'
  | 'neuronValues'
  | 'bins'
  | 'binCells'
  | 'binGrid'
  | 'binCounts'
  | 'binScales'
  | 'form'
  | 'slope'
  | 'nodes'
  | 'slopeNodes'
  | 'grid'
  | 'period';

export interface KernelExports extends Readonly<Record<Setting, Global>>, BackwardExports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  setKey(key0: number, key1: number): void;
  factorizeCovariance(columns: number): number;
  packCovariance(): void;
  sumFirstColumn(network: number, layerWord: number, biasWord: number, biasDeviation: number): void;
  addNormalsGram(
    network: number,
    layerWord: number,
    rows: number,
    columns: number,
    isMultiplied: number,
  ): void;
  runLayer(
    network: number,
    layerWord: number,
    mean: number,
    biasWord: number,
    biasDeviation: number,
    isLast: number,
  ): void;
  addDeviations(): void;
  addNormalizedActivations(isLast: number): void;
  nextCovariance(factor: number, term: number): void;
}

export type KernelSettings = Readonly<Partial<Record<Setting, number>>>;

/** The part of the WebAssembly interface used here, which Node's type package leaves out. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

let compiled: object | undefined;

/** A fresh instance of the kernel, with its own memory. */
export function instantiateKernel(): KernelExports {
  compiled ??= new WebAssembly.Module(
    Uint8Array.from(atob(kernelBase64), (character) => character.charCodeAt(0)),
  );
  return new WebAssembly.Instance(compiled).exports as KernelExports;
}

export function applySettings(kernel: KernelExports, settings: KernelSettings): void {
  for (const [name, value] of Object.entries(settings)) kernel[name as Setting].value = value;
}
