import { existsSync } from 'node:fs';
import { findOnPath, isExecutable, run } from './commands.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/**
 * The browser that tests drive.
 * @param {NodeJS.ProcessEnv} env
 * @param {(text: string) => void} progress
 * @returns {Promise<string>} its path.
 */
export async function provideChromium(env, progress) {
  if (env.CHROMIUM_PATH) {
    if (!isExecutable(env.CHROMIUM_PATH))
      throw new Error(`CHROMIUM_PATH: ${env.CHROMIUM_PATH} is no program`);
    return env.CHROMIUM_PATH;
  }
  const found = findChromium(env);
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    throw new Error('no chromium on PATH. Install Chromium or Chrome, or set CHROMIUM_PATH');
  }
  const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' }, onLine: progress };
  await run('apt-get', ['update'], options);
  await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  const installed = findChromium(env);
  if (installed === undefined) throw new Error('apt-get installed chromium, but it is not on PATH');
  return installed;
}

/** @param {NodeJS.ProcessEnv} env */
function findChromium(env) {
  return NAMES.map((name) => findOnPath(name, env)).find((path) => path !== undefined);
}
