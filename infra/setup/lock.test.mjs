import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withLock } from './lock.mjs';
import { startTime } from './process-identity.mjs';

/** @type {string} */
let folder;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'widthwise-lock-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

test('of many holders at once, one at a time acts, and nothing stays behind', async () => {
  const lock = join(folder, 'many.lock');
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 4 }, () =>
      withLock(lock, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await sleep(2);
        inside -= 1;
      }),
    ),
  );
  expect(most).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

test('the lock of a killed process is taken over, that of a living one is not', async () => {
  const lock = join(folder, 'killed.lock');
  const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const pid = holder.pid ?? 0;
  writeFileSync(lock, JSON.stringify({ pid, started: startTime(pid), nonce: 'theirs' }));
  /** @type {number[]} */
  const waitedFor = [];
  const taken = withLock(
    lock,
    async () => startTime(pid),
    (owner) => {
      waitedFor.push(owner);
      holder.kill('SIGKILL');
    },
  );
  // When the lock is had, its former holder is gone.
  expect(await taken).toBeUndefined();
  expect(waitedFor).toEqual([pid]);
});

test('an action that throws gives the lock back', async () => {
  const lock = join(folder, 'throws.lock');
  await expect(withLock(lock, () => Promise.reject(new Error('no luck')))).rejects.toThrow('no luck');
  expect(await withLock(lock, async () => 'had')).toBe('had');
});

test('a lock that is not ours to read is taken over', async () => {
  const lock = join(folder, 'strange.lock');
  writeFileSync(lock, '');
  expect(await withLock(lock, async () => 'had')).toBe('had');
});
