import { format, inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './secret.ts';

test('a secret prints as stars however it is printed, and is given out only when asked for', () => {
  const secret = new Secret('canary-5417');
  const printed = [
    String(secret),
    `${secret}`,
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true, depth: null }),
    format('%s %o %O %j', secret, secret, secret, secret),
    Object.values(secret).join(),
  ].join('\n');
  expect(printed).not.toContain('canary');
  expect(printed).toContain('***');
  expect(secret.reveal()).toBe('canary-5417');
});
