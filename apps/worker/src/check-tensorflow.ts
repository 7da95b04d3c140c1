import { fork } from 'node:child_process';
import { childHardening } from './child-environment.ts';

/** Which device class TensorFlow gives this machine, if it loads. */
export type TensorFlowCheck =
  | { readonly deviceClass: 'tensorflow-cpu' | 'tensorflow-gpu'; readonly fingerprint: string }
  | { readonly deviceClass: undefined; readonly reason: string };

/** Loads TensorFlow in a process of its own and tells what came of it. */
export function checkTensorFlow(options: {
  readonly entry: URL;
  readonly environment: Readonly<Record<string, string>>;
}): Promise<TensorFlowCheck> {
  return new Promise((resolve) => {
    const child = fork(options.entry, [], {
      env: { ...options.environment },
      execArgv: [...childHardening('tensorflow')],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(0, 2_000);
    });
    child.on('message', (fingerprint) => {
      const deviceClass = String(fingerprint).endsWith('/gpu') ? 'tensorflow-gpu' : 'tensorflow-cpu';
      resolve({ deviceClass, fingerprint: String(fingerprint) });
    });
    child.on('error', (error) => resolve({ deviceClass: undefined, reason: error.message }));
    // After a message this changes nothing: a promise resolves once.
    child.on('exit', (code, signal) => {
      const reason =
        /BACKEND_UNAVAILABLE:[^\n]*/.exec(said)?.[0] ?? `TensorFlow did not load (${signal ?? code})`;
      resolve({ deviceClass: undefined, reason });
    });
  });
}
