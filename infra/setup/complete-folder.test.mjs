import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { completeFolder } from './complete-folder.mjs';

/** @type {string} */
let cache;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'widthwise-folder-'));
});

afterEach(() => rmSync(cache, { recursive: true }));

test('a folder is filled once, by one of many at once', async () => {
  let fills = 0;
  const fill = async (/** @type {string} */ temporary) => {
    fills += 1;
    writeFileSync(join(temporary, 'content'), 'whole');
  };
  const answers = await Promise.all(
    Array.from({ length: 3 }, () => completeFolder(join(cache, 'thing-1'), fill)),
  );
  expect(fills).toBe(1);
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(readdirSync(cache)).toEqual(['thing-1']);
});

test('a failed filling leaves nothing, and the next one starts over', async () => {
  const folder = join(cache, 'thing-1');
  const failing = completeFolder(folder, async (temporary) => {
    writeFileSync(join(temporary, 'content'), 'half');
    throw new Error('interrupted');
  });
  await expect(failing).rejects.toThrow('interrupted');
  expect(readdirSync(cache)).toEqual([]);
  expect(await completeFolder(folder, async () => {})).toBe(true);
});

test('what a killed filling left is removed, and what belongs to others is not', async () => {
  for (const name of ['.thing-1.part-1', '.thing-2.part-1']) {
    mkdirSync(join(cache, name));
    writeFileSync(join(cache, name, 'content'), 'half');
  }
  await completeFolder(join(cache, 'thing-1'), async (temporary) =>
    expect(readdirSync(temporary)).toEqual([]),
  );
  expect(existsSync(join(cache, '.thing-1.part-1'))).toBe(false);
  expect(existsSync(join(cache, '.thing-2.part-1'))).toBe(true);
});
