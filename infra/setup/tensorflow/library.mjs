import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from '../commands.mjs';
import { completeFolder } from '../complete-folder.mjs';
import { hasNvidiaGpu, nvidiaPackages } from './gpu.mjs';

/** The last release whose headers the 4.22 binding was tried with. */
export const TENSORFLOW_VERSION = '2.21.0';

// Every Python's wheel holds the same library, so one is named that is built for all platforms.
const PYTHON_VERSION = '311';

const HEADERS = ['tensorflow/c', 'tensorflow/core/platform', 'tensorflow/tsl', 'tsl', 'xla/tsl', 'absl'];

// Run by Python, whose zip reader handles a 0.8 GB member without holding it in memory.
const UNZIP = `
import sys, zipfile
wheel, folder, prefixes = sys.argv[1], sys.argv[2], tuple(sys.argv[3:])
with zipfile.ZipFile(wheel) as archive:
    names = [name for name in archive.namelist() if name.startswith(prefixes) and not name.endswith('/')]
    if not names:
        sys.exit('the wheel holds none of ' + ', '.join(prefixes))
    archive.extractall(folder, names)
`;

/**
 * TensorFlow's C library and headers: given by the user, or taken out of the Python wheel into the cache, in the
 * wheel's own layout because the library finds its CUDA neighbours by relative paths.
 * @param {{ cache: string, env: NodeJS.ProcessEnv, progress: (text: string) => void }} context
 * @returns {Promise<{ folder: string, variant: 'given' | 'cpu' | 'gpu', fetched: boolean }>} the folder that holds
 *   `libtensorflow_cc.so.2` and `include/`.
 */
export async function provideLibrary({ cache, env, progress }) {
  if (env.WIDTHWISE_TENSORFLOW) {
    const folder = resolve(env.WIDTHWISE_TENSORFLOW);
    for (const part of [
      'libtensorflow_cc.so.2',
      'libtensorflow_framework.so.2',
      'include/tensorflow/c/c_api.h',
    ]) {
      if (!existsSync(join(folder, part)))
        throw new Error(`WIDTHWISE_TENSORFLOW: ${folder} holds no ${part}`);
    }
    return { folder, variant: 'given', fetched: false };
  }
  if (process.platform !== 'linux') {
    throw new Error(
      `no wheel layout is known for ${process.platform}: set WIDTHWISE_TENSORFLOW to a folder that holds the libraries and include/`,
    );
  }
  const variant = (await hasNvidiaGpu(env)) ? 'gpu' : 'cpu';
  const wheel = variant === 'gpu' ? 'tensorflow' : 'tensorflow-cpu';
  const folder = join(cache, `tensorflow-${variant}-${TENSORFLOW_VERSION}`);
  const fetched = await completeFolder(
    folder,
    async (temporary) => {
      const requirements = [`${wheel}==${TENSORFLOW_VERSION}`];
      if (variant === 'gpu')
        requirements.push(...(await nvidiaPackages(`${wheel}==${TENSORFLOW_VERSION}`, env)));
      const wheels = join(temporary, 'wheels');
      await download(requirements, wheels, env, progress);
      for (const file of readdirSync(wheels)) {
        progress(`unpacking ${file}`);
        await run('python3', ['-c', UNZIP, join(wheels, file), temporary, ...wantedMembers(file)], { env });
      }
      rmSync(wheels, { recursive: true });
    },
    (pid) => progress(`waiting for the set-up with pid ${pid}`),
  );
  return { folder: join(folder, 'tensorflow'), variant, fetched };
}

/** @param {string} wheel a wheel's file name */
function wantedMembers(wheel) {
  if (!wheel.startsWith('tensorflow')) return ['nvidia/'];
  return [
    'tensorflow/libtensorflow_cc.so.2',
    'tensorflow/libtensorflow_framework.so.2',
    ...HEADERS.map((folder) => `tensorflow/include/${folder}/`),
  ];
}

/**
 * @param {string[]} requirements
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @param {(text: string) => void} progress
 */
async function download(requirements, folder, env, progress) {
  progress(`downloading ${requirements.join(', ')} with pip`);
  const pinned = ['--only-binary=:all:', '--python-version', PYTHON_VERSION];
  await run(
    'python3',
    ['-m', 'pip', 'download', '--no-deps', '--progress-bar', 'off', ...pinned, '-d', folder, ...requirements],
    { env, onLine: (line) => progress(line.trim()) },
  );
}
