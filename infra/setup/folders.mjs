import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout this set-up belongs to. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Where things fetched or built once per machine are kept, shared by every checkout.
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheFolder(env) {
  if (env.WIDTHWISE_CACHE) return resolve(env.WIDTHWISE_CACHE);
  return join(env.XDG_CACHE_HOME ? resolve(env.XDG_CACHE_HOME) : join(homedir(), '.cache'), 'widthwise');
}
