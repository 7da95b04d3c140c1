import { existsSync } from 'node:fs';
import { findOnPath, run } from '../commands.mjs';

/**
 * Whether this machine has an NVIDIA GPU with its driver.
 * @param {NodeJS.ProcessEnv} env
 */
export async function hasNvidiaGpu(env) {
  if (!existsSync('/dev/nvidiactl')) return false;
  const tool = findOnPath('nvidia-smi', env);
  if (tool === undefined) return false;
  return run(tool, ['-L'], { env, timeoutMs: 20_000 }).then(
    (output) => /^GPU \d+:/m.test(output),
    // A driver that does not answer is a machine whose GPU cannot be used.
    () => false,
  );
}

/**
 * The CUDA wheels that TensorFlow's own metadata asks for under `and-cuda`, with their pinned versions.
 * @param {string} requirement
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string[]>}
 */
export async function nvidiaPackages(requirement, env) {
  const [name, version] = requirement.split('==');
  const args = [
    'install',
    '--dry-run',
    '--ignore-installed',
    '--quiet',
    '--report',
    '-',
    `${name}[and-cuda]==${version}`,
  ];
  const report = JSON.parse(await run('python3', ['-m', 'pip', ...args], { env }));
  return report.install
    .map((/** @type {{ metadata: { name: string, version: string } }} */ item) => item.metadata)
    .filter((/** @type {{ name: string }} */ metadata) => metadata.name.startsWith('nvidia-'))
    .map(
      (/** @type {{ name: string, version: string }} */ metadata) => `${metadata.name}==${metadata.version}`,
    );
}
