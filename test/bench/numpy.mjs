import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { completeFolder } from '../../infra/setup/complete-folder.mjs';
import { cacheFolder } from '../../infra/setup/folders.mjs';

const NUMPY = '2.4.6';

/** A Python environment with the pinned numpy, made once per machine. */
async function pythonWithNumpy() {
  const folder = join(cacheFolder(process.env), `bench-numpy-${NUMPY}`);
  await completeFolder(folder, async (temporary) => {
    execFileSync('python3', ['-m', 'venv', temporary], { stdio: ['ignore', 'ignore', 'inherit'] });
    const pip = [
      '-m',
      'pip',
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '--only-binary=:all:',
      `numpy==${NUMPY}`,
    ];
    execFileSync(join(temporary, 'bin/python'), pip, { stdio: ['ignore', 'ignore', 'inherit'] });
  });
  return join(folder, 'bin/python');
}

/**
 * The dense program, kept running between rounds on one BLAS thread.
 * @returns {Promise<{ versions: { numpy: string, blas: string },
 *   run: (width: number, networks: number) => Promise<{ seconds: number, lengths: number[] }>, stop: () => void }>}
 */
export async function startDense() {
  const script = fileURLToPath(new URL('./dense.py', import.meta.url));
  const child = spawn(await pythonWithNumpy(), [script], {
    env: { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`BENCH_DENSE: dense.py ended with code ${child.exitCode}`);
    return JSON.parse(value);
  };
  return {
    versions: await answer(),
    run: (width, networks) => {
      child.stdin.write(`${JSON.stringify({ width, networks })}\n`);
      return answer();
    },
    stop: () => child.stdin.end(),
  };
}
