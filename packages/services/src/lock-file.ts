import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { identify, isAlive, type ProcessIdentity } from './process-identity.ts';

interface LockOwner extends ProcessIdentity {
  readonly nonce: string;
}

/**
 * Runs `action` while holding the lock file at `path`, and waits while another living process holds it. A lock whose
 * owner was killed is taken over.
 */
export async function withLockFile<T>(path: string, action: () => Promise<T>): Promise<T> {
  const nonce = await acquire(path);
  try {
    return await action();
  } finally {
    if (readOwner(path)?.nonce === nonce) rmSync(path, { force: true });
  }
}

async function acquire(path: string): Promise<string> {
  const self = identify(process.pid);
  if (self === undefined) throw new Error('this process finds no start time of its own');
  const owner: LockOwner = { ...self, nonce: randomUUID() };
  // A link appears with its content complete, so nobody reads half an owner.
  const draft = `${path}.${owner.nonce}`;
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    for (;;) {
      if (tryLink(draft, path)) return owner.nonce;
      const holder = readOwner(path);
      if (holder !== undefined && !isAlive(holder)) await removeStale(path, holder);
      else if (holder !== undefined) await sleep(50);
    }
  } finally {
    unlinkSync(draft);
  }
}

/**
 * Removes the lock of one dead owner. The right to do so is itself a lock, named after that owner: two processes that
 * find the same dead owner could otherwise each remove a lock, the second one the first's.
 */
async function removeStale(path: string, dead: LockOwner): Promise<void> {
  await withLockFile(`${path}.stale-${dead.nonce}`, async () => {
    if (readOwner(path)?.nonce === dead.nonce) rmSync(path, { force: true });
  });
}

function tryLink(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function readOwner(path: string): LockOwner | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const { pid, started, nonce } = JSON.parse(text);
    return { pid: Number(pid), started: String(started), nonce: String(nonce) };
  } catch {
    // Not one of ours: an owner that never lived, so that the lock is taken over.
    return { pid: 0, started: '', nonce: 'unreadable' };
  }
}
