import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The folder of all local state: `WIDTHWISE_HOME`, or `widthwise` in the platform's data folder. */
export function findHome(env: NodeJS.ProcessEnv): string {
  if (env.WIDTHWISE_HOME) return resolve(env.WIDTHWISE_HOME);
  const user = env.HOME || homedir();
  if (process.platform === 'darwin') return join(user, 'Library', 'Application Support', 'widthwise');
  return join(env.XDG_DATA_HOME ? resolve(env.XDG_DATA_HOME) : join(user, '.local', 'share'), 'widthwise');
}

/** The folder of things fetched or built once per machine. */
export function findCache(env: NodeJS.ProcessEnv): string {
  if (env.WIDTHWISE_CACHE) return resolve(env.WIDTHWISE_CACHE);
  const base = env.XDG_CACHE_HOME ? resolve(env.XDG_CACHE_HOME) : join(env.HOME || homedir(), '.cache');
  return join(base, 'widthwise');
}

/** Records and locks of running processes. */
export function runFolder(home: string): string {
  return privateFolder(join(home, 'run'));
}

export function logFolder(home: string): string {
  return privateFolder(join(home, 'logs'));
}

export function secretsFolder(home: string): string {
  return privateFolder(join(home, 'secrets'));
}

function privateFolder(path: string): string {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  return path;
}
