import { join } from 'node:path';
import { findOnPath, run } from './commands.mjs';
import { completeFolder } from './complete-folder.mjs';
import { services } from './services.mjs';

/**
 * A Temporal server to be had: the user's own, a command that is there, or one built from source.
 * @param {{ root: string, cache: string, env: NodeJS.ProcessEnv, progress: (text: string) => void }} context
 */
export async function provideTemporal({ root, cache, env, progress }) {
  if (env.TEMPORAL_ADDRESS) return `given by TEMPORAL_ADDRESS: ${env.TEMPORAL_ADDRESS}`;
  const { findTemporalCli, TEMPORAL_VERSION } = await services(root);
  const found = await findTemporalCli(env).catch(missing);
  if (found !== undefined) return `${found.path} (${found.source})`;
  const go = findOnPath('go', env);
  if (go === undefined) {
    throw new Error(
      'no temporal command and no Go to build it with. Install the Temporal CLI (temporal.io/setup/install-temporal-cli) or Go 1.24 or later, or set TEMPORAL_CLI_PATH or TEMPORAL_ADDRESS',
    );
  }
  await completeFolder(
    join(cache, `temporal-${TEMPORAL_VERSION}`),
    (temporary) => buildFromSource(go, TEMPORAL_VERSION, temporary, env, progress),
    (pid) => progress(`waiting for the set-up with pid ${pid}`),
  );
  return `built into ${(await findTemporalCli(env)).path}`;
}

/** @param {unknown} error */
function missing(error) {
  if (error instanceof Error && 'code' in error && error.code === 'SERVICE_MISSING') return undefined;
  throw error;
}

/**
 * @param {string} go
 * @param {string} version
 * @param {string} folder
 * @param {NodeJS.ProcessEnv} env
 * @param {(text: string) => void} progress
 */
async function buildFromSource(go, version, folder, env, progress) {
  let lines = 0;
  progress(
    `building the Temporal command ${version} from source: about 5 minutes on two cores, once per machine`,
  );
  const program = `github.com/temporalio/cli/cmd/temporal@v${version}`;
  await run(go, ['install', '-v', '-trimpath', '-ldflags=-s -w', program], {
    env: { ...env, GOBIN: folder, GOFLAGS: '' },
    onLine: (line) => {
      lines += 1;
      progress(`building from source, about 5 minutes, once per machine: ${lines} steps, ${line}`);
    },
  });
}
