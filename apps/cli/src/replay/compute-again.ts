import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ComputedShard, StoredShard } from '@widthwise/store';
import { requireBuilt } from '../daemons.ts';

/** The program that workers compute in; run here without a worker. */
const childMain = fileURLToPath(new URL('../../../worker/dist/child.js', import.meta.url));

type Statistics = ComputedShard['statistics'][number]['statistics'];

/** What the program answers. */
type Answer =
  | { readonly kind: 'progress' }
  | {
      readonly kind: 'result';
      readonly result: {
        readonly statistics: readonly {
          readonly probe: string;
          readonly version: number;
          readonly statistics: Statistics;
        }[];
        readonly failures: readonly {
          readonly network: number;
          readonly layer: number;
          readonly message: string;
        }[];
      };
    }
  | { readonly kind: 'fault'; readonly fault: { readonly message: string } };

const PASSED_ON = ['PATH', 'HOME', 'TMPDIR', 'LD_LIBRARY_PATH', 'CUDA_VISIBLE_DEVICES'];

/** As a worker's: TensorFlow's bits depend on these settings. Nothing that opens the database is among them. */
function environment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const passed = PASSED_ON.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]]));
  return {
    ...Object.fromEntries(passed),
    TF_CPP_MIN_LOG_LEVEL: '3',
    TF_ENABLE_ONEDNN_OPTS: '0',
    TF_NUM_INTRAOP_THREADS: '1',
  };
}

const LAST_WORDS = 1_000;

/**
 * Computes a stored shard again, in a process of its own.
 *
 * @throws Error if the process ends without a result, or says why it has none, such as a backend that is not here.
 */
export function computeAgain(
  { shard, cell, probes, fingerprint }: StoredShard,
  options: { readonly env: NodeJS.ProcessEnv; readonly memoryBudgetBytes: number },
): Promise<ComputedShard> {
  requireBuilt(childMain);
  const child = fork(childMain, [], {
    serialization: 'advanced',
    env: environment(options.env),
    execArgv: ['--disable-proto=delete'],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const answer = new Promise<ComputedShard>((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-LAST_WORDS);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) =>
      reject(new Error(`LOST_CHILD: the compute process ended with ${signal ?? code}. ${said}`.trim())),
    );
    child.on('message', (message: Answer) => {
      if (message.kind === 'fault') reject(new Error(message.fault.message));
      if (message.kind !== 'result') return;
      const { statistics, failures } = message.result;
      resolve({
        statistics: probes.flatMap((probe) => {
          const found = statistics.find(({ probe: name }) => name === probe.name);
          return found === undefined ? [] : [{ probe, statistics: found.statistics }];
        }),
        failures: failures.map((failure) => ({ ...failure, code: 'NUMERICAL_NONFINITE' })),
      });
    });
    child.send({
      task: {
        cell,
        probes,
        fingerprint,
        first: shard.first,
        networks: shard.networks,
        memoryBudgetBytes: options.memoryBudgetBytes,
      },
    });
  });
  return answer.finally(() => child.kill('SIGKILL'));
}
