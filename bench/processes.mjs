import { execFileSync, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { python } from './python.mjs';

const path = (name) => fileURLToPath(new URL(name, import.meta.url));

/** One thread a process: two processes fill two cores, and neither side's libraries add threads of their own. */
const ONE_THREAD = {
  OMP_NUM_THREADS: '1',
  OPENBLAS_NUM_THREADS: '1',
  MKL_NUM_THREADS: '1',
  XLA_FLAGS: '--xla_cpu_multi_thread_eigen=false',
};
const QUIET = {
  PYTHONDONTWRITEBYTECODE: '1',
  JAX_PLATFORMS: 'cpu',
  CUDA_VISIBLE_DEVICES: '',
  TF_CPP_MIN_LOG_LEVEL: '3',
};

let canPin;
/** Linux keeps each process on a core of its own, which neither side's scheduler can then waste. */
function pinned(core, command) {
  canPin ??= (() => {
    try {
      execFileSync('taskset', ['-c', '0', 'true'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  })();
  return canPin ? ['taskset', '-c', String(core), ...command] : command;
}

/** A process that answers one JSON line by another. */
function startProcess(command, env) {
  const [program, ...args] = command;
  const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  // Libraries greet on standard error; it is told where it explains a failure.
  let said = '';
  child.stderr.on('data', (text) => {
    said = `${said}${text}`.slice(-4000);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`BENCH_PROCESS: ${command.join(' ')} ended before it answered\n${said}`);
    return JSON.parse(value);
  };
  return {
    versions: answer(),
    ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      return answer();
    },
    stop: () => child.stdin.end(),
  };
}

/**
 * One side of a comparison: processes that do the same work at the same time.
 *
 * @param {string[]} command
 * @param {{ processes: number, isPinned?: boolean }} options
 */
async function startSide(command, { processes, isPinned = true }) {
  const env = { ...process.env, ...QUIET, ...(isPinned ? ONE_THREAD : {}) };
  const started = Array.from({ length: processes }, (_, core) =>
    startProcess(isPinned ? pinned(core, command) : command, env),
  );
  const [versions] = await Promise.all(started.map((each) => each.versions));
  return {
    versions,
    ask: (request) => Promise.all(started.map((each, index) => each.ask({ ...request, process: index }))),
    stop: () => started.forEach((each) => void each.stop()),
  };
}

/** Our side: bench/works/NAME.mjs. */
export const startOurs = (name, options) =>
  startSide([process.execPath, path(`./works/${name}.mjs`)], options);

/** A peer: bench/peers/NAME.py with its arguments in an environment of python.mjs. */
export async function startPeer(environment, [name, ...args], options) {
  return startSide([await python(environment), path(`./peers/${name}.py`), ...args], options);
}
