import { join } from 'node:path';
import { CommandError, run } from './commands.mjs';

/**
 * Builds every package; turbo repeats only what changed.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @param {(text: string) => void} progress
 */
export async function build(root, env, progress) {
  progress('turbo run build');
  const turbo = join(root, 'node_modules', '.bin', 'turbo');
  const output = await run(turbo, ['run', 'build', '--output-logs=errors-only', '--ui=stream'], {
    cwd: root,
    env: turboEnvironment(env),
    onLine: (line) => progress(line),
  }).catch((error) => {
    throw error instanceof CommandError ? new Error(compilerMessages(error.output), { cause: error }) : error;
  });
  const tasks = /Tasks:\s+(\d+) successful/.exec(output)?.[1] ?? '?';
  const cached = /Cached:\s+(\d+) cached/.exec(output)?.[1] ?? '0';
  return tasks === cached ? `nothing changed in ${tasks} tasks` : `${tasks} tasks, ${cached} of them cached`;
}

/**
 * What the compiler said, without what npm and turbo say about its having said something.
 * @param {string} output
 */
function compilerMessages(output) {
  const lines = output
    .split('\n')
    .filter((line) => line.trim() !== '' && !/npm error|:build: (>|cache )/.test(line));
  return ['turbo run build failed', ...lines.slice(-25)].join('\n');
}

/** @param {NodeJS.ProcessEnv} env */
export function turboEnvironment(env) {
  return { ...env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1' };
}
