import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { completeFolder } from '../infra/setup/complete-folder.mjs';
import { cacheFolder } from '../infra/setup/folders.mjs';

const PEERS = fileURLToPath(new URL('./peers', import.meta.url));

/**
 * What each environment installs, in order. torch comes without its dependencies: its wheel names two gigabytes of CUDA
 * libraries, for which torch_stand_ins.py puts empty ones. neural-tangents needs a jax that the newest tools have left.
 */
const ENVIRONMENTS = {
  peers: [
    ['-r', 'requirements.txt'],
    ['--no-deps', '-r', 'requirements-torch.txt'],
  ],
  'neural-tangents': [['-r', 'requirements-neural-tangents.txt']],
};

function fingerprint(steps) {
  const hash = createHash('sha256');
  for (const step of steps) hash.update(readFileSync(join(PEERS, step.at(-1))));
  return hash.digest('hex').slice(0, 12);
}

/**
 * The interpreter of an environment of pinned packages, made once per machine (some minutes) in the user's cache.
 * @param {keyof typeof ENVIRONMENTS} name
 */
export async function python(name) {
  const steps = ENVIRONMENTS[name];
  const folder = join(cacheFolder(process.env), `bench-${name}-${fingerprint(steps)}`);
  await completeFolder(folder, async (temporary) => {
    process.stderr.write(`making the Python environment "${name}" once; this takes minutes\n`);
    const quiet = { cwd: PEERS, stdio: ['ignore', 'ignore', 'inherit'] };
    const interpreter = join(temporary, 'bin/python');
    execFileSync('python3', ['-m', 'venv', temporary], quiet);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--only-binary=:all:'];
    for (const step of steps) execFileSync(interpreter, [...pip, ...step], quiet);
    if (name === 'peers') execFileSync(interpreter, ['torch_stand_ins.py'], quiet);
  });
  return join(folder, 'bin/python');
}
