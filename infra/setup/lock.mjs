import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTime } from './process-identity.mjs';

/** @typedef {{ pid: number, started: string | undefined, nonce: string }} Owner */

/**
 * Runs `action` while holding the lock file at `path`; waits while another living process holds it. A lock whose
 * owner was killed is taken over.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} action
 * @param {(pid: number) => void} [onWait] told once, with the pid of the owner waited for.
 * @returns {Promise<T>}
 */
export async function withLock(path, action, onWait) {
  const nonce = await acquire(path, onWait);
  try {
    return await action();
  } finally {
    if (readOwner(path)?.nonce === nonce) rmSync(path, { force: true });
  }
}

/**
 * @param {string} path
 * @param {((pid: number) => void) | undefined} onWait
 */
async function acquire(path, onWait) {
  mkdirSync(dirname(path), { recursive: true });
  const owner = { pid: process.pid, started: startTime(process.pid), nonce: randomUUID() };
  // A link appears with its content complete, so nobody reads half an owner.
  const draft = `${path}.${owner.nonce}`;
  writeFileSync(draft, JSON.stringify(owner));
  try {
    for (let waited = false; ; ) {
      try {
        linkSync(draft, path);
        return owner.nonce;
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
      }
      const holder = readOwner(path);
      if (holder === undefined) continue;
      if (startTime(holder.pid) !== holder.started) {
        await removeStale(path, holder);
        continue;
      }
      if (!waited) onWait?.(holder.pid);
      waited = true;
      await sleep(200);
    }
  } finally {
    unlinkSync(draft);
  }
}

/**
 * Removes the lock of one dead owner. The right to do so is itself a lock, named after that owner: two set-ups that
 * find the same dead owner could otherwise each remove a lock, the second one the other's.
 * @param {string} path
 * @param {Owner} dead
 */
async function removeStale(path, dead) {
  await withLock(`${path}.stale-${dead.nonce}`, async () => {
    if (readOwner(path)?.nonce === dead.nonce) rmSync(path, { force: true });
  });
}

/**
 * @param {string} path
 * @returns {Owner | undefined} undefined if the file is gone.
 */
function readOwner(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return undefined;
    // Written by something else: an owner that never lived.
    if (error instanceof SyntaxError) return { pid: 0, started: 'unreadable', nonce: 'unreadable' };
    throw error;
  }
}
