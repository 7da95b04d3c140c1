/** The inputs of a cell: fixed for all its networks. */
export interface InputData {
  /** Number B of inputs. */
  readonly count: number;
  /** Input dimension n₀. */
  readonly dimension: number;
  /** x_a·x_b / n₀, B × B row-major, symmetric positive semidefinite. */
  readonly overlaps: Float64Array;
  /** The inputs themselves, B × n₀ row-major. */
  readonly vectors: Float64Array;
}

/** Input ensembles as they stand in a spec and in a cell's identity. `squaredNorm` is |x|²/n₀. */
export type InputParameters =
  | { readonly ensemble: 'pair'; readonly correlation: number; readonly squaredNorm: number }
  | { readonly ensemble: 'overlaps'; readonly matrix: readonly (readonly number[])[] }
  | {
      readonly ensemble: 'gaussian';
      readonly count: number;
      readonly dimension: number;
      readonly squaredNorm: number;
    }
  | { readonly ensemble: 'circle'; readonly count: number; readonly squaredNorm: number }
  | { readonly ensemble: 'constant'; readonly squaredNorm: number }
  | {
      readonly ensemble: 'mnist';
      readonly split: 'train' | 'test';
      /** Images by index, zero-based within the split. Exactly one of `indices` and `classes` is given. */
      readonly indices?: readonly number[];
      /** The first image of each class named, in order. */
      readonly classes?: readonly number[];
      /** Bytes / 255, or rescaled per image to this |x|²/n₀. */
      readonly squaredNorm?: number;
      /** Adds, after the images, one input at this correlation with the first image and of the same length. */
      readonly companion?: number;
    };

/** MNIST as the worker reads it: bytes in 0…255, 784 per image. */
export interface MnistSplit {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}
export type MnistLoader = (split: 'train' | 'test') => MnistSplit;
