import type { Backend } from '@widthwise/experiments';
import type { InputData } from '@widthwise/network';
import { BackendUnavailableError } from '../errors.ts';
import { denseFingerprint } from '../fingerprint.ts';
import type { TensorFlowBinding } from './binding.ts';
import { denseNetwork } from './dense-network.ts';
import { Operations } from './operations.ts';
import { emptyFeatures } from './record-layer.ts';

/** TensorFlow's native binding, with the version of the package that brought it. */
export interface LoadedTensorFlow {
  readonly binding: TensorFlowBinding;
  readonly tfjs: string;
}

const hasBinding = (backend: object): backend is { readonly binding: TensorFlowBinding } =>
  'binding' in backend;

/** tfjs 4.22 calls two functions that Node 23 took out of `util`; it reads them from the module object below. */
function restoreRemovedFunctions(): void {
  const util = process.getBuiltinModule('node:util');
  if (!('isNullOrUndefined' in util)) {
    Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
  }
  if (!('isArray' in util)) Object.assign(util, { isArray: Array.isArray });
}

/**
 * Loads TensorFlow into this process.
 *
 * @returns its binding.
 * @throws BackendUnavailableError if the package, its addon or the library is not there.
 */
export async function loadTensorFlow(): Promise<LoadedTensorFlow> {
  restoreRemovedFunctions();
  try {
    const tensorflow = await import('@tensorflow/tfjs-node-gpu');
    await tensorflow.ready();
    const backend = tensorflow.backend();
    if (!hasBinding(backend)) throw new TypeError(`tfjs chose its backend "${tensorflow.getBackend()}"`);
    return { binding: backend.binding, tfjs: tensorflow.version['tfjs-node'] };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    throw new BackendUnavailableError(
      `backend "tensorflow" did not load: ${reason}. Run "npm run setup" to install it, or ask for sampler gram.`,
      { cause },
    );
  }
}

function requireInputs({ count, dimension, vectors }: InputData): void {
  if (vectors.length !== count * dimension) {
    throw new RangeError(`inputs.vectors must hold ${count} × ${dimension} numbers, got ${vectors.length}.`);
  }
}

/**
 * The dense backend: explicit Gaussian weights on TensorFlow, float32 up to the preactivations, float64 from the
 * features on. Every network has its own generator streams and its own products, so neither the block that it comes
 * in nor the order of work shows in a bit.
 *
 * @returns a backend; `propagate` rejects with TensorLeakError if tensors outlive their network.
 * @throws BackendUnavailableError if TensorFlow does not load.
 */
export async function loadDenseBackend(): Promise<Backend> {
  const { binding, tfjs } = await loadTensorFlow();
  const operations = new Operations(binding);
  const fingerprint = denseFingerprint({
    tfjs,
    tensorflow: binding.TF_Version,
    device: binding.isUsingGpuDevice() ? 'gpu' : 'cpu',
  });
  return {
    fingerprint,
    async propagate(task, visit) {
      requireInputs(task.inputs);
      const features = emptyFeatures(task);
      for (let network = task.first; network < task.first + task.count; network += 1) {
        visit(
          network,
          operations.scope(() => denseNetwork(operations, task, network, features)),
        );
      }
    },
  };
}
