import { inspect } from 'node:util';
import { expect, it } from 'vitest';
import { Secret } from './secret.ts';

it('a secret prints as stars however it is formatted', () => {
  const secret = new Secret('hunter2');
  const holder = { nested: { secret } };
  for (const text of [`${secret}`, String(secret), JSON.stringify(holder), inspect(holder, { depth: 9 })]) {
    expect(text).toContain('***');
    expect(text).not.toContain('hunter2');
  }
  expect(secret.reveal()).toBe('hunter2');
});
