import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const PACKAGE = '@tensorflow/tfjs-node-gpu';

/** Whether the dense sampler's library is here. The worker loads it; here it is only looked for. */
interface TensorflowState {
  readonly isInstalled: boolean;
  readonly message: string;
}

const missing = (what: string): TensorflowState => ({
  isInstalled: false,
  message: `${what}. Get it with: npm run setup (needs Python 3 with pip and a C++ compiler, or WIDTHWISE_TENSORFLOW).`,
});

/** Where a processor alone computes, no worker opens the queue of graphics cards: a sweep would wait for ever. */
const NVIDIA_DEVICE = '/dev/nvidiactl';

/** Why the device classes of sampler dense that this machine cannot serve are out of reach. */
export function unavailableDevices(): Readonly<Partial<Record<'tensorflow-cpu' | 'tensorflow-gpu', string>>> {
  const { isInstalled, message } = tensorflowState();
  if (!isInstalled) return { 'tensorflow-cpu': message, 'tensorflow-gpu': message };
  return existsSync(NVIDIA_DEVICE)
    ? {}
    : { 'tensorflow-gpu': 'this machine has no NVIDIA graphics card. Use device: cpu.' };
}

function tensorflowState(): TensorflowState {
  let folder: string;
  try {
    folder = dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  } catch {
    return missing(`the package ${PACKAGE} is not installed`);
  }
  const lib = join(folder, 'lib');
  const bindings = existsSync(lib)
    ? readdirSync(lib).map((name) => join(lib, name, 'tfjs_binding.node'))
    : [];
  const binding = bindings.find(existsSync);
  if (binding === undefined) return missing('TensorFlow is not set up: its binding is not built');
  if (!existsSync(join(folder, 'deps', 'lib')))
    return missing('TensorFlow is not set up: its libraries are not linked');
  return { isInstalled: true, message: binding };
}
