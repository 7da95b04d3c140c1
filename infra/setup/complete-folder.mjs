import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { withLock } from './lock.mjs';

/**
 * A folder that is complete or absent: `fill` works in a temporary folder beside it, which is renamed when done.
 * Leftovers of an interrupted attempt are removed. One process at a time fills it.
 * @param {string} folder
 * @param {(temporary: string) => Promise<void>} fill
 * @param {(pid: number) => void} [onWait]
 * @returns {Promise<boolean>} whether it had to be filled.
 */
export async function completeFolder(folder, fill, onWait) {
  if (existsSync(folder)) return false;
  const parent = dirname(folder);
  const prefix = `.${basename(folder)}.part-`;
  return withLock(
    join(parent, `.${basename(folder)}.lock`),
    async () => {
      if (existsSync(folder)) return false;
      for (const name of readdirSync(parent)) {
        if (name.startsWith(prefix)) rmSync(join(parent, name), { recursive: true, force: true });
      }
      const temporary = join(parent, `${prefix}${process.pid}`);
      mkdirSync(temporary, { recursive: true });
      try {
        await fill(temporary);
        renameSync(temporary, folder);
      } finally {
        rmSync(temporary, { recursive: true, force: true });
      }
      return true;
    },
    onWait,
  );
}
