import type { Backend } from '@widthwise/experiments';
import { BackendUnavailableError } from '../errors.ts';
import { denseFingerprint } from '../fingerprint.ts';
import type { TensorFlowBinding } from './binding.ts';
import { networksPerBlock } from './block-size.ts';
import { denseNetworks } from './dense-network.ts';
import { layersOf } from './layer-plan.ts';
import { Operations } from './operations.ts';
import { emptyFeatures } from './record-layer.ts';
import { requireTask } from './require-task.ts';
import { equilibriumWithWeights } from './tied/equilibrium.ts';

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

/**
 * The dense backend: explicit weights on TensorFlow, float32 up to the preactivations, float64 from the features on. Narrow networks are drawn
 * and multiplied in aligned blocks, wide ones singly, each block with generator streams of its own, so that neither the shard that a network
 * comes in nor the order of work shows in a bit.
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
      requireTask(task);
      const layers = layersOf(task.architecture, task.inputs.dimension);
      const networks = networksPerBlock(layers, task.inputs);
      const features = Array.from({ length: networks }, () => emptyFeatures(task));
      const end = task.first + task.count;
      for (let first = task.first - (task.first % networks); first < end; first += networks) {
        const block = { operations, task, first, networks };
        const outcomes = operations.scope(() => denseNetworks(block, layers, features));
        for (const [g, outcome] of outcomes.entries())
          if (first + g >= task.first && first + g < end) visit(first + g, outcome);
      }
    },
    async equilibrium(task, visit) {
      equilibriumWithWeights({ operations, binding }, task, visit);
    },
  };
}
